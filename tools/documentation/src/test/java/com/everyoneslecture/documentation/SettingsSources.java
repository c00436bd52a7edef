package com.everyoneslecture.documentation;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Reads settings records, with their Javadoc, from the sources of all modules. */
final class SettingsSources {

    private static final String SOURCES = "src/main/java/";

    private final Repository repository;
    private final Map<String, String> pathByClass = new HashMap<>();

    SettingsSources(Repository repository) {
        this.repository = repository;
        for (String path : repository.files("", file -> file.contains(SOURCES) && file.endsWith(".java"))) {
            String name = path.substring(path.indexOf(SOURCES) + SOURCES.length(), path.length() - ".java".length());
            pathByClass.put(name.replace('/', '.'), path);
        }
    }

    /** Returns the record with a simple name that only one class has. */
    SettingsRecord record(String simpleName) {
        List<String> classes = pathByClass.keySet().stream()
                .filter(name -> name.endsWith("." + simpleName))
                .toList();
        if (classes.size() != 1) {
            throw new IllegalStateException("not one class is named " + simpleName + ": " + classes);
        }
        return topLevel(classes.get(0));
    }

    private SettingsRecord topLevel(String className) {
        String path = Optional.ofNullable(pathByClass.get(className)).orElseThrow();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(repository.resolve(path)));
            CompilationUnitTree unit = task.parse().iterator().next();
            ClassTree declaration = (ClassTree) unit.getTypeDecls().get(0);
            return read(unit, declaration, new TreePath(new TreePath(unit), declaration), DocTrees.instance(task));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SettingsRecord read(CompilationUnitTree unit, ClassTree declaration, TreePath path, DocTrees docs) {
        Map<String, String> descriptions = descriptions(docs.getDocCommentTree(path));
        List<Setting> settings = new ArrayList<>();
        Map<String, SettingsRecord> nested = new HashMap<>();
        for (Tree member : declaration.getMembers()) {
            if (declaration.getKind() == Tree.Kind.RECORD
                    && member instanceof VariableTree variable
                    && !variable.getModifiers().getFlags().contains(Modifier.STATIC)) {
                settings.add(setting(variable, descriptions));
            } else if (member instanceof ClassTree inner && inner.getKind() == Tree.Kind.RECORD) {
                nested.put(inner.getSimpleName().toString(), read(unit, inner, new TreePath(path, inner), docs));
            }
        }
        for (Setting setting : settings) {
            if (!nested.containsKey(setting.type())) {
                imported(unit, setting.type())
                        .map(this::topLevel)
                        // An enumeration is a value without settings.
                        .filter(record -> !record.settings().isEmpty())
                        .ifPresent(record -> nested.put(setting.type(), record));
            }
        }
        return new SettingsRecord(List.copyOf(settings), Map.copyOf(nested));
    }

    /** Returns the class of this project with a simple name: an imported one, or one of the same package. */
    private Optional<String> imported(CompilationUnitTree unit, String simpleName) {
        String sibling = unit.getPackageName() + "." + simpleName;
        return unit.getImports().stream()
                .map(each -> each.getQualifiedIdentifier().toString())
                .filter(name -> name.endsWith("." + simpleName))
                .findFirst()
                .or(() -> Optional.of(sibling))
                .filter(pathByClass::containsKey);
    }

    private static Setting setting(VariableTree variable, Map<String, String> descriptions) {
        Map<String, String> annotations = new LinkedHashMap<>();
        for (AnnotationTree annotation : variable.getModifiers().getAnnotations()) {
            annotations.put(
                    annotation.getAnnotationType().toString(),
                    annotation.getArguments().stream()
                            .map(SettingsSources::argument)
                            .collect(Collectors.joining(", ")));
        }
        Tree type = plain(variable.getType());
        boolean isMap = false;
        boolean isList = false;
        if (type instanceof ParameterizedTypeTree parameterized) {
            isMap = parameterized.getType().toString().equals("Map");
            isList = parameterized.getType().toString().equals("List");
            type = plain(parameterized.getTypeArguments().get(isMap ? 1 : 0));
        }
        String name = variable.getName().toString();
        return new Setting(name, type.toString(), isMap, isList, descriptions.get(name), annotations);
    }

    /** Writes {@code value = 5} and {@code 5} alike, and a text without its quotes. */
    private static String argument(Tree argument) {
        return argument.toString().replaceFirst("^value\\s*=\\s*", "").replaceAll("^\"|\"$", "");
    }

    private static Tree plain(Tree type) {
        return type instanceof AnnotatedTypeTree annotated ? annotated.getUnderlyingType() : type;
    }

    private static Map<String, String> descriptions(DocCommentTree comment) {
        Map<String, String> descriptions = new HashMap<>();
        if (comment != null) {
            for (DocTree tag : comment.getBlockTags()) {
                if (tag instanceof ParamTree param) {
                    descriptions.put(param.getName().toString(), markdown(param.getDescription()));
                }
            }
        }
        return descriptions;
    }

    private static String markdown(List<? extends DocTree> parts) {
        StringBuilder text = new StringBuilder();
        for (DocTree part : parts) {
            if (part instanceof TextTree plain) {
                text.append(plain.getBody());
            } else if (part instanceof LiteralTree literal && part.getKind() == DocTree.Kind.CODE) {
                text.append('`').append(literal.getBody().getBody()).append('`');
            } else {
                throw new IllegalArgumentException("a generated page cannot show " + part);
            }
        }
        return text.toString().replaceAll("\\s+", " ").strip();
    }
}
