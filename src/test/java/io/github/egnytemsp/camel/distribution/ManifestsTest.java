/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.egnytemsp.camel.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The manifests of Kubernetes against its schemas, as classes; and the compose file and the unit against what they
 * promise.
 */
class ManifestsTest {

    private static final Path DIST = Path.of("src/dist");
    private static final Map<String, Class<?>> KINDS = Map.of("v1/ConfigMap", ConfigMap.class, "v1/Secret", Secret.class,
            "v1/Service", Service.class, "apps/v1/Deployment", Deployment.class, "policy/v1/PodDisruptionBudget",
            PodDisruptionBudget.class, "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);
    private static final ObjectMapper YAML = strict();

    /** These classes keep fields that they do not know, unless nobody sees that they can. */
    private static ObjectMapper strict() {
        return new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public Boolean hasAnySetter(Annotated annotated) {
                        return false;
                    }
                });
    }

    @Test
    void aMisspelledFieldIsFound() {
        assertThatThrownBy(
                () -> YAML.readValue("spec: {template: {spec: {containers: [{imagePolicy: Always}]}}}", Deployment.class))
                .hasMessageContaining("imagePolicy");
    }

    @Test
    void everyManifestIsWhatKubernetesKnows() throws IOException {
        List<String> kinds = new ArrayList<>();
        try (Stream<Path> files = Files.list(DIST.resolve("kubernetes"))) {
            for (Path file : files.toList()) {
                JsonNode manifest = YAML.readTree(file.toFile());
                String kind = manifest.path("apiVersion").textValue() + "/" + manifest.path("kind").textValue();
                assertThat(KINDS).as("%s", file).containsKey(kind);
                YAML.treeToValue(manifest, KINDS.get(kind));
                kinds.add(kind);
            }
        }
        assertThat(kinds).containsExactlyInAnyOrderElementsOf(KINDS.keySet());
    }

    @Test
    void aPodDrainsAndHasNoRights() throws IOException {
        PodSpec pod = YAML.readValue(DIST.resolve("kubernetes/deployment.yaml").toFile(), Deployment.class).getSpec()
                .getTemplate().getSpec();
        Container container = pod.getContainers().get(0);

        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(30 + 5);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getImage()).endsWith("/egnyte-msp:" + version());
        assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                .map(Probe::getHttpGet).map(HTTPGetAction::getPath))
                .containsExactly("/observe/health/live", "/observe/health/live", "/observe/health/ready");
    }

    @Test
    void onlyTheIngressAndTheMonitoringMayConnect() throws IOException {
        NetworkPolicy policy = YAML.readValue(DIST.resolve("kubernetes/networkpolicy.yaml").toFile(), NetworkPolicy.class);

        assertThat(policy.getSpec().getIngress()).hasSize(2).allSatisfy(rule -> {
            assertThat(rule.getPorts()).hasSize(1);
            assertThat(rule.getFrom()).singleElement()
                    .satisfies(from -> assertThat(from.getNamespaceSelector().getMatchLabels()).hasSize(1));
        });
    }

    @Test
    void noFileHasASecret() throws IOException {
        Secret secret = YAML.readValue(DIST.resolve("kubernetes/secret.example.yaml").toFile(), Secret.class);

        assertThat(secret.getStringData().values()).allMatch(String::isEmpty);
        assertThat(Files.readString(DIST.resolve("compose.yaml"))).doesNotContainIgnoringCase("password: ", "token: ");
    }

    @Test
    void theComposeFileIsForThisMachineAndThisRelease() throws IOException {
        JsonNode compose = YAML.readTree(DIST.resolve("compose.yaml").toFile());
        assertThat(names(compose)).containsExactlyInAnyOrder("name", "services", "volumes");
        JsonNode product = compose.at("/services/egnyte-msp");
        assertThat(names(product)).isSubsetOf(
                "image", "build", "restart", "depends_on", "env_file", "environment", "ports", "volumes", "read_only", "tmpfs",
                "cap_drop", "security_opt", "mem_limit", "pids_limit", "stop_grace_period");
        assertThat(names(compose.at("/services/postgres"))).isSubsetOf(
                "image", "restart", "env_file", "environment", "volumes", "healthcheck", "cap_drop", "cap_add", "security_opt",
                "shm_size", "mem_limit", "stop_grace_period");
        assertThat(compose.at("/services")).allMatch(service -> service.at("/cap_drop/0").asText().equals("ALL"));
        assertThat(product.get("image").textValue()).isEqualTo("egnyte-msp:" + version());
        assertThat(product.get("ports")).allMatch(port -> port.textValue().startsWith("127.0.0.1:"));
        assertThat(product.at("/environment/OPERATOR_PASSWORDFILE").textValue()).isNotBlank();
        assertThat(product.at("/depends_on/postgres/condition").textValue()).isEqualTo("service_healthy");
        assertThat(compose.at("/services/postgres").has("ports")).isFalse();
    }

    private static TreeSet<String> names(JsonNode node) {
        TreeSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theUnitWaitsForWhatIsUnderWayAndCompiles() throws IOException {
        assertThat(Files.readAllLines(DIST.resolve("systemd/egnyte-msp.service"))).contains(
                "NoNewPrivileges=yes", "ProtectSystem=strict", "SuccessExitStatus=143", "TimeoutStopSec=60", "Restart=always",
                "LimitCORE=0", "Environment=EGNYTE_MSP_DATA=/var/lib/egnyte-msp")
                // Java writes the code that it runs
                .noneMatch(line -> line.startsWith("MemoryDenyWriteExecute"));
    }

    private static String version() throws IOException {
        return Files.readString(Path.of("pom.xml")).replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
    }
}
