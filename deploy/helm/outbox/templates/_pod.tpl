{{/*
The specification of a pod. Takes the dictionary of outbox.workload; with `command`, a list, the pod runs that command of the
program instead of the service.
*/}}
{{- define "outbox.pod" -}}
{{- $values := .values -}}
{{- $root := .root -}}
{{- $port := int .configuration.server.port -}}
{{- $name := include "outbox.name" . -}}
serviceAccountName: {{ ternary $name "default" $root.Values.serviceAccount.create }}
automountServiceAccountToken: false
# Variables such as SERVER_PORT, which Kubernetes sets for a Service named server, would be read as configuration.
enableServiceLinks: false
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
terminationGracePeriodSeconds: 30
securityContext:
  {{- toYaml $root.Values.podSecurityContext | nindent 2 }}
{{- if not .command }}
{{- if $values.affinity }}
affinity:
  {{- toYaml $values.affinity | nindent 2 }}
{{- else }}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "outbox.selector" . | nindent 14 }}
{{- end }}
topologySpreadConstraints:
  {{- if $values.topologySpreadConstraints }}
  {{- toYaml $values.topologySpreadConstraints | nindent 2 }}
  {{- else }}
  - topologyKey: topology.kubernetes.io/zone
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels:
        {{- include "outbox.selector" . | nindent 8 }}
  {{- end }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
containers:
  - name: {{ .service }}
    {{- with $values.image }}
    image: {{ .repository }}{{ if .digest }}@{{ .digest }}{{ else }}:{{ .tag | default $root.Chart.AppVersion }}{{ end }}
    imagePullPolicy: {{ .pullPolicy }}
    {{- end }}
    {{- with .command }}
    args:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    env:
      # The later one takes precedence.
      - name: SPRING_CONFIG_IMPORT
        value: file:/etc/{{ .service }}/application.yaml,configtree:/run/secrets/{{ .service }}/
      {{- with $values.javaToolOptions }}
      - name: JAVA_TOOL_OPTIONS
        value: {{ . | quote }}
      {{- end }}
    {{- if not .command }}
    ports:
      - {name: http, containerPort: {{ $port }}, protocol: TCP}
    # Up to three minutes for a start on a busy node.
    startupProbe:
      httpGet: {path: /actuator/health/liveness, port: http}
      periodSeconds: 3
      timeoutSeconds: 3
      failureThreshold: 60
    # Depends on no other system, because a restart would not repair one.
    livenessProbe:
      httpGet: {path: /actuator/health/liveness, port: http}
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 6
    readinessProbe:
      httpGet: {path: /actuator/health/readiness, port: http}
      periodSeconds: 3
      timeoutSeconds: 5
      failureThreshold: 2
    {{- if .drains }}
    # Until no node routes requests to the pod.
    lifecycle:
      preStop:
        exec: {command: [sleep, "5"]}
    {{- end }}
    {{- end }}
    resources:
      {{- toYaml $values.resources | nindent 6 }}
    securityContext:
      allowPrivilegeEscalation: false
      privileged: false
      readOnlyRootFilesystem: true
      runAsNonRoot: true
      capabilities: {drop: [ALL]}
    volumeMounts:
      - {name: configuration, mountPath: /etc/{{ .service }}, readOnly: true}
      - {name: secrets, mountPath: /run/secrets/{{ .service }}, readOnly: true}
      - {name: tmp, mountPath: /tmp}
      {{- with $values.extraVolumeMounts }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
volumes:
  - name: configuration
    configMap: {name: {{ $name }}}
  - name: secrets
    secret: {secretName: {{ required (printf "%s.secret is required: the name of an existing Secret" .component) $values.secret }}, defaultMode: 0440}
  - name: tmp
    emptyDir: {sizeLimit: 128Mi}
  {{- with $values.extraVolumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}
