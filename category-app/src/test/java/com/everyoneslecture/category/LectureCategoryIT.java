package com.everyoneslecture.category;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@RunningService
class LectureCategoryIT {

    private static final String PATH = "/category/lectureCategories";

    @Autowired
    private Stored stored;

    private final Http http;

    LectureCategoryIT(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void createsACategoryUnderAGeneratedId() throws Exception {
        HttpResponse<String> created = http.post("{\"categoryId\":10,\"categoryName\":\"최종테스트\"}");

        assertThat(created.statusCode()).isEqualTo(201);
        String location = created.headers().firstValue("Location").orElseThrow();
        assertThat(location).matches("http://127.0.0.1:\\d+/category/lectureCategories/\\d+");
        long id = Long.parseLong(location.substring(location.lastIndexOf('/') + 1));
        assertThat(created.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(created.headers().firstValue("Content-Type")).contains("application/hal+json");
        assertThat(created.body())
                .isEqualTo("{\"categoryId\":" + id + ",\"categoryName\":\"최종테스트\",\"_links\":{\"self\":{\"href\":\""
                        + location + "\"}}}");
        assertThat(http.get(PATH + "/" + id).body()).isEqualTo(created.body());
    }
}
