package com.everyoneslecture.outbox.service.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers errors that no exception handler received, such as those of filters, in place of Spring Boot's error page. */
@Controller
class ErrorPage implements ErrorController {

    @RequestMapping("${spring.web.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Without an error, a client has requested this address itself.
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? code
                : HttpStatus.NOT_FOUND.value();
        String instance =
                request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path ? path : null;
        ProblemResponse.write(response, status, null, instance);
    }
}
