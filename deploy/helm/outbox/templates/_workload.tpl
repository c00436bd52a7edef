{{/*
All objects of one component. Takes a dictionary:
  root           the root context
  component      the last part of the objects' names
  service        the name of the program: of its directories and its container
  values         the component's values
  configuration  what becomes application.yaml
  admits         peers that may call the port, as YAML
  reaches        rules of egress besides DNS, as YAML
  sticky         a client keeps to one pod, ready or not
  drains         requests are still routed to a pod that ends, for a moment
  monitored      the port has metrics
*/}}
{{- define "outbox.workload" -}}
{{- $values := .values -}}
{{- $root := .root -}}
{{- $port := int .configuration.server.port -}}
{{- $application := toYaml .configuration -}}
{{- if .root.Values.serviceAccount.create }}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "outbox.metadata" . | nindent 2 }}
  {{- with .root.Values.serviceAccount.annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
---
{{- end }}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "outbox.metadata" . | nindent 2 }}
data:
  application.yaml: |
    {{- $application | nindent 4 }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "outbox.metadata" . | nindent 2 }}
spec:
  replicas: {{ $values.replicas }}
  revisionHistoryLimit: 5
  progressDeadlineSeconds: 300
  minReadySeconds: 5
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxUnavailable: 0, maxSurge: 1}
  selector:
    matchLabels:
      {{- include "outbox.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "outbox.selector" . | nindent 8 }}
        {{- with $root.Values.commonLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
        {{- with $values.podLabels }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      annotations:
        # A changed configuration replaces the pods, one after the other.
        checksum/configuration: {{ $application | sha256sum }}
        {{- with $values.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      {{- include "outbox.pod" . | nindent 6 }}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "outbox.metadata" . | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "outbox.selector" . | nindent 4 }}
  ports:
    - {name: http, port: {{ $port }}, targetPort: http, protocol: TCP}
  {{- if .sticky }}
  # The console and others see one relay, not two in turn.
  sessionAffinity: ClientIP
  # Routes to pods that are not ready, too: their readiness has the cause.
  publishNotReadyAddresses: true
  {{- end }}
{{- if .root.Values.podDisruptionBudget.enabled }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "outbox.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "outbox.selector" . | nindent 6 }}
{{- end }}
{{- if .root.Values.networkPolicy.enabled }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "outbox.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ default $root.Chart.Name $root.Values.nameOverride }}
      app.kubernetes.io/instance: {{ $root.Release.Name }}
    matchExpressions:
      - key: app.kubernetes.io/component
        operator: In
        values: [{{ .component }}, {{ .component }}-command]
  policyTypes: [Ingress, Egress]
  {{- if .admits }}
  ingress:
    - ports:
        - {port: http, protocol: TCP}
      from:
        {{- toYaml .admits | nindent 8 }}
  {{- end }}
  egress:
    # DNS.
    {{- include "outbox.egressToDns" .root | nindent 4 }}
    {{- range .reaches }}
    {{- if .ports }}
    {{- include "outbox.egress" . | nindent 4 }}
    {{- end }}
    {{- end }}
{{- end }}
{{- if and .root.Values.serviceMonitor.enabled .monitored }}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  {{- include "outbox.metadata" . | nindent 2 }}
    {{- with .root.Values.serviceMonitor.labels }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  selector:
    matchLabels:
      {{- include "outbox.selector" . | nindent 6 }}
  endpoints:
    - port: http
      path: /actuator/prometheus
      interval: {{ .root.Values.serviceMonitor.interval }}
{{- end }}
{{- end -}}
