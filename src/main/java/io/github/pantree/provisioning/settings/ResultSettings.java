package io.github.pantree.provisioning.settings;

import io.github.pantree.report.ByteOrderMark;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How result files are written: the {@code pantree.*} properties for them.
 *
 * @param csvBom whether CSV files begin with a byte order mark
 */
@ConfigurationProperties("pantree")
public record ResultSettings(@DefaultValue("auto") ByteOrderMark csvBom) {}
