package com.everyoneslecture.category.rest;

import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/** Reads ids in addresses: decimal digits only, where Spring would also take 0x1f or #1f. */
@Component
class DecimalId implements Converter<String, Long> {

    @Override
    public Long convert(String source) {
        if (!source.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("must be a number of up to 18 decimal digits");
        }
        return Long.valueOf(source);
    }
}
