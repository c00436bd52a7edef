# One of the services, from the executable jar that `mvn package` leaves:
#   docker build --build-arg SERVICE=outbox-relay --tag outbox/outbox-relay .
FROM eclipse-temurin:25-jre AS layers
ARG SERVICE
WORKDIR /build
COPY ${SERVICE}/target/${SERVICE}-exec.jar program.jar
RUN java -Djarmode=tools -jar program.jar extract --layers --destination layers

# Libraries first: they change seldom, and a layer that has not changed is neither built nor sent again.
FROM eclipse-temurin:25-jre
WORKDIR /program
COPY --from=layers /build/layers/dependencies/ ./
COPY --from=layers /build/layers/spring-boot-loader/ ./
COPY --from=layers /build/layers/snapshot-dependencies/ ./
COPY --from=layers /build/layers/application/ ./
USER 10000:10000
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8", \
    "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "-Djava.io.tmpdir=/tmp", "-jar", "program.jar"]
