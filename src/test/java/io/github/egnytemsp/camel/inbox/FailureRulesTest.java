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
package io.github.egnytemsp.camel.inbox;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.egnytemsp.camel.inbox.Failure.Kind;
import io.github.egnytemsp.camel.model.EventNotTakenException;
import io.github.egnytemsp.camel.model.EventRefusedException;
import io.github.egnytemsp.camel.model.MalformedEventException;
import io.github.egnytemsp.camel.model.Secrets;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a failure of a route says of the other side. */
class FailureRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Secrets NO_SECRETS = new Secrets(List.of());

    private static HttpOperationFailedException answer(int status, Map<String, String> headers, String body) {
        return new HttpOperationFailedException("http://127.0.0.1/x?apiKey=secret", status, "text", null, headers, body);
    }

    static Stream<Arguments> failures() throws Exception {
        return Stream.of(
                arguments(new EventRefusedException("never"), Kind.REFUSED),
                arguments(new CamelExecutionException("wrapped", null, new EventRefusedException("never")), Kind.REFUSED),
                arguments(new MalformedEventException("no JSON"), Kind.REFUSED),
                arguments(new ConnectException("refused"), Kind.UNREACHABLE),
                arguments(new IOException("wrapped", new UnknownHostException("mail.msp.example")), Kind.UNREACHABLE),
                arguments(new MailConnectException(
                        new SocketConnectException("no", new ConnectException("refused"), "127.0.0.1", 25, 10)),
                        Kind.UNREACHABLE),
                arguments(new EventNotTakenException("The route says so"), Kind.NO_ANSWER),
                arguments(new SocketTimeoutException("read"), Kind.NO_ANSWER),
                arguments(new SocketException("Connection reset"), Kind.NO_ANSWER),
                arguments(new EOFException(), Kind.NO_ANSWER),
                arguments(new java.util.concurrent.TimeoutException(), Kind.NO_ANSWER),
                arguments(new ClientProtocolException(new HttpException("Received error response from token request")),
                        Kind.NO_ANSWER),
                arguments(new MessageConstraintException("Maximum line length limit exceeded"), Kind.NO_ANSWER),
                arguments(new TruncatedChunkException("Truncated chunk"), Kind.NO_ANSWER),
                arguments(new ConnectionClosedException("Premature end"), Kind.NO_ANSWER),
                arguments(new org.apache.kafka.common.errors.TimeoutException("no metadata"), Kind.NO_ANSWER),
                arguments(new org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException("no"), Kind.NO_ANSWER),
                arguments(new IllegalStateException("a defect of the route"), Kind.OTHER),
                arguments(new StackOverflowError(), Kind.OTHER),
                arguments(mail(550), Kind.REFUSED), arguments(mail(450), Kind.OTHER),
                arguments(new SendFailedException(
                        "wrapped", new SMTPAddressFailedException(
                                new InternetAddress("dana@msp.example"), "RCPT", 550, "no such user")),
                        Kind.REFUSED));
    }

    private static SMTPSendFailedException mail(int code) {
        return new SMTPSendFailedException("DATA", code, code + " no", null, null, null, null);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void isSorted(Throwable failure, Kind kind) {
        assertThat(FailureRules.of(failure, NOW, NO_SECRETS).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
            "400,REFUSED", "404,REFUSED", "409,REFUSED", "410,REFUSED", "413,REFUSED", "415,REFUSED", "422,REFUSED",
            "401,ACCESS_REFUSED", "403,ACCESS_REFUSED", "408,NO_ANSWER", "429,NO_ANSWER", "500,SERVER_ERROR",
            "507,SERVER_ERROR",
            "502,NO_ANSWER", "503,NO_ANSWER", "504,NO_ANSWER", "301,OTHER",
            "405,OTHER" })
    void anAnswerIsSortedByItsStatus(int status, Kind kind) {
        assertThat(FailureRules.of(answer(status, null, "no"), NOW, NO_SECRETS).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Retry-After|120|PT2M", "retry-after|Thu, 26 Nov 2026 12:05:00 GMT|PT5M", "Retry-After|soon|", "Retry-After|-5|",
            "Retry-After|99999999999999|" })
    void retryAfterIsSecondsOrADate(String name, String value, Duration pause) {
        assertThat(FailureRules.of(answer(503, Map.of(name, value), null), NOW, NO_SECRETS).retryAfter()).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({ "422,REFUSED", "401,ACCESS_REFUSED", "405,OTHER" })
    void anAnswerToAClientOfSpringIsOne(int status, Kind kind) {
        HttpHeaders headers = new HttpHeaders();
        headers.set("Retry-After", "120");
        Failure failure = FailureRules.of(
                HttpClientErrorException.create(
                        HttpStatusCode.valueOf(status), "text", headers, "why not".getBytes(StandardCharsets.UTF_8), null),
                NOW, NO_SECRETS);
        assertThat(failure).isEqualTo(
                new Failure(kind, Duration.ofMinutes(2), "HTTP status " + status + " text. Answer: why not"));
    }

    @Test
    void anAnswerToAClientOfSpringMayHaveNothingButAStatus() {
        Failure failure = FailureRules.of(
                new HttpServerErrorException(HttpStatusCode.valueOf(503)), NOW, NO_SECRETS);
        assertThat(failure).isEqualTo(new Failure(Kind.NO_ANSWER, null, "HTTP status 503 SERVICE_UNAVAILABLE"));
        assertThat(FailureRules.of(new HttpServerErrorException(HttpStatusCode.valueOf(522)), NOW, NO_SECRETS).kind())
                .as("a status that Spring has no constant for").isEqualTo(Kind.SERVER_ERROR);
    }

    @Test
    void theReasonIsTheRootCauseAndTheAnswerInOneLineAndShort() {
        Failure failure = FailureRules.of(
                new CamelExecutionException(
                        "wrapped", null, answer(400, null, "a line\nanother\u001b[31m " + "x".repeat(5000))),
                NOW, NO_SECRETS);
        assertThat(failure.text()).contains("400").contains("Answer: a line\\u000aanother\\u001b[31m xxx")
                .doesNotContain("\n").doesNotContain("wrapped").doesNotContain("apiKey=secret");
        assertThat(failure.text().length()).isLessThan(4500);
    }

    @Test
    void aReasonHasNoQueryAndNoPassword() {
        assertThat(
                FailureRules
                        .of(new IllegalStateException("no: https://dana:pw@msp.example/x?key=abc and password=def;"), NOW,
                                NO_SECRETS)
                        .text())
                .isEqualTo("IllegalStateException: no: https://msp.example/x?... and password=xxxxxx;");
    }

    @Test
    void whereNobodyListensIsInTheReason() {
        assertThat(FailureRules
                .of(new IOException("Connect to 127.0.0.1:25 failed", new ConnectException("refused")), NOW, NO_SECRETS)
                .text()).isEqualTo("Connect to 127.0.0.1:25 failed. ConnectException: refused");
    }

    @Test
    void aReasonThatWasMadeForSlowExpressionsIsCutFirst() {
        String hostile = "no: " + "?accessToken".repeat(100_000);
        assertThat(FailureRules.of(new NumberFormatException(hostile), NOW, NO_SECRETS).text())
                .isEqualTo("NumberFormatException: no: ?...");
    }

    @Test
    void aCircleOfCausesHasAnEnd() {
        IllegalStateException one = new IllegalStateException("one");
        IllegalStateException other = new IllegalStateException("other", one);
        one.initCause(other);
        assertThat(FailureRules.of(one, NOW, NO_SECRETS).kind()).isEqualTo(Kind.OTHER);
    }
}
