# One of the services, from the executable jar that `mvn package` leaves:
#   docker build --build-arg SERVICE=outbox-relay --tag outbox/outbox-relay .
FROM eclipse-temurin:25-jre AS layers
ARG SERVICE
ARG DIRECTORY=${SERVICE}
WORKDIR /build
COPY ${DIRECTORY}/target/${SERVICE}-exec.jar program.jar
RUN java -Djarmode=tools -jar program.jar extract --layers --destination layers

# Libraries first: they change seldom, and a layer that has not changed is neither built nor sent again.
FROM eclipse-temurin:25-jre
WORKDIR /program
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
# The classes as the JVM has them after a start that ends before anything is connected to: with them a container that is started
# again serves in half the time. Where they do not fit, the JVM does without them. `--build-arg AOT=false` leaves them out, for a faster build.
ARG AOT=true
RUN [ "$AOT" = false ] || RELAY_DATABASE_PASSWORD=none SPRING_DATASOURCE_PASSWORD=none \
    CONSOLE_CATEGORYDATABASE_PASSWORD=none CONSOLE_LECTUREDATABASE_PASSWORD=none \
    java -XX:AOTCacheOutput=program.aot -XX:+UseSerialGC -Xlog:disable -Xlog:all=error:stderr \
    -Dspring.context.exit=onRefresh -jar program.jar
USER 10000:10000
# The first heap must have room for the cache's objects: a JVM ends if it has the classes of a cache and cannot load its objects.
ENTRYPOINT ["java", "-XX:AOTCache=program.aot", "-Xlog:aot*=off", "-XX:InitialRAMPercentage=20", "-XX:MaxRAMPercentage=50", \
    "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", \
    "-Djava.io.tmpdir=/tmp", "-jar", "program.jar"]
