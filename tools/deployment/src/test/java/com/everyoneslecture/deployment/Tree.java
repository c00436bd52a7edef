package com.everyoneslecture.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A node of a YAML or JSON document. A missing node is null inside, and so are its children. */
record Tree(@Nullable Object value) {

    static List<Tree> documents(String text) {
        List<Tree> documents = new ArrayList<>();
        yaml().loadAll(text).forEach(document -> {
            if (document != null) {
                documents.add(new Tree(document));
            }
        });
        return documents;
    }

    static Tree of(String text) {
        return new Tree(yaml().load(text));
    }

    /** Returns the node at a path of keys. */
    Tree at(String... path) {
        Object node = value;
        for (String key : path) {
            node = node instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return new Tree(node);
    }

    List<Tree> elements() {
        return value instanceof List<?> list ? list.stream().map(Tree::new).toList() : List.of();
    }

    Tree only() {
        List<Tree> elements = elements();
        if (elements.size() != 1) {
            throw new IllegalStateException(elements.size() + " elements instead of one: " + value);
        }
        return elements.get(0);
    }

    List<String> keys() {
        return value instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    boolean isMissing() {
        return value == null;
    }

    String text() {
        return String.valueOf(value);
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }
}
