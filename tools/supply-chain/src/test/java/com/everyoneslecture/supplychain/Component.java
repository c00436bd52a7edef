package com.everyoneslecture.supplychain;

import java.util.List;

/**
 * A library in a bill of materials.
 *
 * @param licences its licences, of which a user may choose one: SPDX identifiers, or names if the library states no identifier
 */
record Component(String group, String name, String version, List<String> licences) {

    Component {
        licences = List.copyOf(licences);
    }

    /** Returns the library's address in Maven without its version: {@code group:name}. */
    String artifact() {
        return group + ":" + name;
    }

    /** Returns the name of the library's file, as Maven forms it. */
    String fileName() {
        return name + "-" + version + ".jar";
    }
}
