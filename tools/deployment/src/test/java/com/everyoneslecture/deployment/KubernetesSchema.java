package com.everyoneslecture.deployment;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The types of the Kubernetes API, from its Java client, which is generated from the API's own description. */
final class KubernetesSchema {

    private static final Map<String, Type> TYPES = Map.of(
            "v1 ConfigMap", V1ConfigMap.class,
            "v1 Service", V1Service.class,
            "v1 ServiceAccount", V1ServiceAccount.class,
            "apps/v1 Deployment", V1Deployment.class,
            "batch/v1 Job", V1Job.class,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class,
            "networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class);

    private static final Gson GSON = new Gson();

    private KubernetesSchema() {}

    /** Returns what the API would reject or drop: values of a wrong type, missing fields, and fields that do not exist. */
    static List<String> problems(Tree object) {
        String kind = object.at("apiVersion").text() + " " + object.at("kind").text();
        Type type = Objects.requireNonNull(TYPES.get(kind), () -> "no type for " + kind);
        JsonElement written = GSON.toJsonTree(object.value());
        try {
            Object parsed = JSON.getGson().fromJson(written, type);
            JsonElement understood = GSON.fromJson(JSON.serialize(parsed), JsonElement.class);
            List<String> problems = new ArrayList<>();
            compare(kind, written, understood, problems);
            return problems;
        } catch (RuntimeException e) {
            return List.of(kind + ": " + e.getMessage());
        }
    }

    /** A field that the type does not have is not written again. */
    private static void compare(String path, JsonElement written, JsonElement understood, List<String> problems) {
        if (written.isJsonObject()) {
            written.getAsJsonObject().entrySet().forEach(entry -> {
                JsonElement same =
                        understood.isJsonObject() ? understood.getAsJsonObject().get(entry.getKey()) : null;
                if (same == null) {
                    problems.add(path + "." + entry.getKey() + " is not a field");
                } else {
                    compare(path + "." + entry.getKey(), entry.getValue(), same, problems);
                }
            });
        } else if (written.isJsonArray() && understood.isJsonArray()) {
            for (int index = 0; index < written.getAsJsonArray().size(); index++) {
                compare(
                        path + "[" + index + "]",
                        written.getAsJsonArray().get(index),
                        understood.getAsJsonArray().get(index),
                        problems);
            }
        }
    }
}
