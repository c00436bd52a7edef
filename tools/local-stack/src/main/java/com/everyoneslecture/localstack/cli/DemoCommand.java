package com.everyoneslecture.localstack.cli;

import com.everyoneslecture.localstack.control.ControlClient;
import com.everyoneslecture.localstack.control.RunFile;
import com.everyoneslecture.localstack.demonstration.Demonstration;
import com.everyoneslecture.localstack.demonstration.DemonstrationFailedException;
import com.everyoneslecture.localstack.demonstration.Demonstrations;
import com.everyoneslecture.localstack.demonstration.Texts;
import com.everyoneslecture.localstack.stack.Capture;
import com.everyoneslecture.localstack.stack.ComponentName;
import com.everyoneslecture.localstack.stack.RelayCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays demonstrations on the running system. */
@Command(
        name = "demo",
        header = "Break the running system, step by step, and see what happens.",
        description = {
            "",
            "Without a number, lists the demonstrations of docs/tutorial.md. With numbers,",
            "plays them: what to expect, each command, its effect, and `outbox verify` at the",
            "end. At a terminal, it waits for Enter before each step. Ctrl-C ends it, and",
            "prints the commands that repair what is still broken.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 all as expected; 1 one was not, or needs another system.",
            "",
            "  outbox demo",
            "  outbox demo 1",
            "  outbox demo --all --language ko"
        })
final class DemoCommand implements Callable<Integer> {

    @Parameters(paramLabel = "N", arity = "0..*", description = "The numbers of the demonstrations.")
    private List<Integer> numbers = new ArrayList<>();

    @Option(names = "--all", description = "Play all demonstrations that the running system supports.")
    private boolean all;

    @Option(names = "--no-pause", description = "Do not wait for Enter.")
    private boolean unattended;

    @Option(
            names = "--language",
            paramLabel = "en|ko",
            description = "English or Korean; by default that of the environment, or English.")
    private @Nullable String language;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Texts texts = Texts.in(locale());
        if (numbers.isEmpty() && !all) {
            Arrays.stream(Demonstration.values()).map(texts::line).forEach(out::println);
            return 0;
        }
        List<Demonstration> chosen = chosen();
        RunFile running = Home.running();
        Map<ComponentName, Integer> ports = Home.ports(running);
        Demonstrations demonstrations = new Demonstrations(
                ports,
                new ControlClient(running),
                Home.secrets(),
                new RelayCommand(
                        Home.layout(),
                        ports,
                        Optional.ofNullable(running.capture()).flatMap(Capture::of)),
                texts,
                out,
                pause(out));
        Thread hook = new Thread(() -> demonstrations.remedies().forEach(out::println), "remedies");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return play(demonstrations, chosen, texts);
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private Locale locale() {
        if (language == null) {
            return Locale.getDefault();
        }
        if (!language.equals("en") && !language.equals("ko")) {
            throw new ParameterException(spec.commandLine(), "--language: '" + language + "' is not en or ko");
        }
        return Locale.forLanguageTag(language);
    }

    private List<Demonstration> chosen() {
        if (all) {
            return List.of(Demonstration.values());
        }
        return numbers.stream()
                .map(number -> Demonstration.of(number)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "there is no demonstration " + number + "; they are 1 to "
                                        + Demonstration.values().length)))
                .toList();
    }

    private int play(Demonstrations demonstrations, List<Demonstration> chosen, Texts texts)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        int status = 0;
        for (Demonstration demonstration : chosen) {
            String options = demonstrations.missing(demonstration);
            if (options != null) {
                out.println(demonstration.number() + ". " + texts.title(demonstration));
                out.println("   " + texts.needs(options));
                out.println();
                status = all ? status : 1;
                continue;
            }
            try {
                demonstrations.play(demonstration);
            } catch (DemonstrationFailedException e) {
                spec.commandLine()
                        .getErr()
                        .println("demonstration " + demonstration.number() + " failed: " + e.getMessage());
                status = 1;
            }
        }
        return status;
    }

    private Demonstrations.Pause pause(PrintWriter out) {
        if (unattended || !Boolean.getBoolean("outbox.interactive")) {
            return () -> {};
        }
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return () -> {
            out.print("[Enter] ");
            out.flush();
            try {
                String unused = input.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read from the terminal", e);
            }
        };
    }
}
