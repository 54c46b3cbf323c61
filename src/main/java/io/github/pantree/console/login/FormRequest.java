package io.github.pantree.console.login;

import static java.util.stream.Collectors.toMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.util.StringUtils;

/** A request whose form has been read already: its only parameters are the fields of the form. */
final class FormRequest extends HttpServletRequestWrapper {

    private static final FormHttpMessageConverter FORMS = new FormHttpMessageConverter();

    private final MultiValueMap<String, String> fields;

    /**
     * Parses the form.
     *
     * @param body has no fields if it is of another type
     * @throws HttpMessageNotReadableException if its encoding is damaged
     * @throws IllegalArgumentException if its type is invalid
     */
    FormRequest(HttpServletRequest request, byte[] body) throws IOException {
        super(request);
        ServletServerHttpRequest form = new ServletServerHttpRequest(request) {
            @Override
            public InputStream getBody() {
                return new ByteArrayInputStream(body);
            }
        };
        fields = FORMS.canRead(MultiValueMap.class, form.getHeaders().getContentType())
                ? FORMS.read(null, form)
                : new LinkedMultiValueMap<>();
    }

    @Override
    public @Nullable String getParameter(String name) {
        return fields.getFirst(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return fields.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, field -> StringUtils.toStringArray(field.getValue())));
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(fields.keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return getParameterMap().get(name);
    }
}
