{{/* Prefix of all object names: the release name, followed by the chart name unless the release name contains it. */}}
{{- define "outbox.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The name of a component's objects. Takes a dictionary with root and component. */}}
{{- define "outbox.name" -}}
{{- printf "%s-%s" (include "outbox.fullname" .root) .component -}}
{{- end -}}

{{- define "outbox.selector" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "outbox.labels" -}}
{{ include "outbox.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "outbox.metadata" -}}
name: {{ include "outbox.name" . }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "outbox.labels" . | nindent 2 }}
{{- end -}}

{{/* The names by which other pods call a component's Service, as YAML. */}}
{{- define "outbox.hosts" -}}
{{- $name := include "outbox.name" . -}}
{{- $namespace := .root.Release.Namespace -}}
- {{ $name }}
- {{ $name }}.{{ $namespace }}
- {{ $name }}.{{ $namespace }}.svc
- {{ $name }}.{{ $namespace }}.svc.{{ .root.Values.clusterDomain }}
{{- end -}}

{{/* An egress rule: these ports, to the given peers, or to every address if there are none. */}}
{{- define "outbox.egress" -}}
- ports:
    {{- range .ports }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
  {{- with .to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* An egress rule: the servers of names. Takes the root context. */}}
{{- define "outbox.egressToDns" -}}
- ports:
    {{- range .Values.networkPolicy.dns.ports }}
    - {port: {{ . }}, protocol: UDP}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
{{- end -}}

{{/*
Fails if the network policy keeps a service from an address of a setting. Takes a dictionary:
  policy     networkPolicy of the values
  peer       a key of it
  setting    the name of the setting
  addresses  a list of URLs, or of hosts with ports and commas; an address with a placeholder is not checked
*/}}
{{- define "outbox.portsOf" -}}
{{- $this := . -}}
{{- $ports := list -}}
{{- range (index .policy .peer).ports -}}
{{- $ports = append $ports (toString .) -}}
{{- end -}}
{{- range .addresses -}}
{{- $address := toString . -}}
{{- $unnamed := ternary "443" (ternary "80" (ternary "5432" "9092" (hasPrefix "jdbc:" $address)) (hasPrefix "http:" $address)) (hasPrefix "https:" $address) -}}
{{- $hosts := regexReplaceAll "[/?].*$" (regexReplaceAll "^([A-Za-z][A-Za-z0-9+._-]*:)*//" $address "") "" -}}
{{- range splitList "," $hosts -}}
{{- $port := trimPrefix ":" (regexFind ":[0-9]+$" (trim .)) | default $unnamed -}}
{{- if and $this.policy.enabled (not (contains "${" $address)) (not (has $port $ports)) -}}
{{- fail (printf "networkPolicy.%s.ports lacks %s, the port of %s in %s: list it, also where another policy admits it" $this.peer $port (trim .) $this.setting) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Fails if the network policy keeps a service from the endpoint of traces in its configuration. Takes policy and configuration. */}}
{{- define "outbox.checkTraces" -}}
{{- with dig "management" "opentelemetry" "tracing" "export" "otlp" "endpoint" "" .configuration -}}
{{- include "outbox.portsOf" (dict "policy" $.policy "peer" "traces" "setting" "management.opentelemetry.tracing.export.otlp.endpoint" "addresses" (list .)) -}}
{{- end -}}
{{- end -}}

{{/* The relay's configuration, as YAML, with the names of its Service for its operations. */}}
{{- define "outbox.relayConfiguration" -}}
{{- $this := dict "root" . "component" "relay" -}}
{{- $configuration := deepCopy .Values.relay.configuration -}}
{{- $settings := $configuration.relay -}}
{{- $_ := required "relay.configuration.relay.database.url is required" $settings.database.url -}}
{{- $_ := required "relay.configuration.relay.kafka.bootstrap-servers is required" (index $settings.kafka "bootstrap-servers") -}}
{{- $_ := include "outbox.portsOf" (dict "policy" .Values.networkPolicy "peer" "postgresql" "setting" "relay.database.url" "addresses" (list $settings.database.url)) -}}
{{- $_ := include "outbox.portsOf" (dict "policy" .Values.networkPolicy "peer" "kafka" "setting" "relay.kafka.bootstrap-servers" "addresses" (list (index $settings.kafka "bootstrap-servers"))) -}}
{{- $_ := include "outbox.checkTraces" (dict "policy" .Values.networkPolicy "configuration" $configuration) -}}
{{- $operations := $settings.operations | default dict -}}
{{- if $operations.enabled -}}
{{- $_ := set $operations "hosts" (concat (include "outbox.hosts" $this | fromYamlArray) ($operations.hosts | default list) | uniq) -}}
{{- end -}}
{{- toYaml $configuration -}}
{{- end -}}
