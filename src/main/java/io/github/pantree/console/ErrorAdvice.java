package io.github.pantree.console;

import io.github.pantree.support.DisplayTime;
import io.github.pantree.support.InvalidSettingException;
import io.github.pantree.support.PrintableText;
import io.github.pantree.support.TimeSource;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Adds the attributes of the frame of all pages, and answers exceptions with error pages. */
@ControllerAdvice
final class ErrorAdvice {

    /** Values for the frame of a page. */
    @ModelAttribute
    void frame(Model model, HttpServletRequest request) {
        model.addAttribute(
                "user",
                request.getUserPrincipal() == null
                        ? null
                        : request.getUserPrincipal().getName());
        model.addAttribute("mayRun", request.isUserInRole("RUN"));
        // The address of a form has no page of its own.
        model.addAttribute("here", request.getMethod().equals("GET") ? "" : "/");
        model.addAttribute("zone", DisplayTime.zone(TimeSource.SYSTEM.now()));
        model.addAttribute("section", request.getRequestURI().split("/", 3)[1]);
    }

    @ExceptionHandler(InvalidSettingException.class)
    @ResponseStatus(HttpStatus.CONFLICT)
    String invalid(InvalidSettingException e, Model model, HttpServletRequest request) {
        return page(model, request, HttpStatus.CONFLICT.value(), PrintableText.of(String.valueOf(e.getMessage())));
    }

    @ExceptionHandler(NotThereException.class)
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String absent(Model model, HttpServletRequest request) {
        return page(model, request, HttpStatus.NOT_FOUND.value(), ConsoleTexts.text("error.404"));
    }

    private String page(Model model, HttpServletRequest request, int status, String text) {
        frame(model, request);
        model.addAttribute("status", status);
        model.addAttribute("text", text);
        return "error";
    }
}
