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
package io.github.egnytemsp.camel.check;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.egnytemsp.camel.model.Secrets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ReportTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private interface Look {

        void look(Lines lines) throws Exception;
    }

    private static Check check(Look look) {
        return new Check() {
            @Override
            public String name() {
                return "thing";
            }

            @Override
            public void run(Lines lines) throws Exception {
                look.look(lines);
            }
        };
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aCheckThatFailsIsALineAndTheNextOneIsMade() {
        Report report = new Report(out, Duration.ofSeconds(10));
        report.run(check(lines -> {
            throw new IllegalStateException("around", new java.io.IOException("inside"));
        }));
        report.run(check(lines -> {
            throw new StackOverflowError();
        }));
        report.run(check(lines -> lines.ok("Right.")));
        assertThat(report.end()).isEqualTo(1);
        assertThat(lines()).containsExactly("WRONG  thing            This check failed: inside",
                "WRONG  thing            This check failed: StackOverflowError", "ok     thing            Right.", "",
                "2 things are wrong.");
    }

    @Test
    void aCheckThatHangsIsEndedAndSaysNothingMore() {
        CountDownLatch ended = new CountDownLatch(1);
        Report report = new Report(out, Duration.ofMillis(20));
        report.run(check(lines -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                lines.ok("Too late.");
                ended.countDown();
            }
        }));
        await().until(() -> ended.getCount() == 0);
        assertThat(lines()).singleElement().asString().startsWith("WRONG  thing            There is no answer after");
    }

    @Test
    void noLineHoldsASecretOrIsTwoLines() {
        Report report = new Report(out, Duration.ofSeconds(10));
        report.hide(new Secrets(List.of("key", "short", "longer-secret-of-mine", "longer-secret-of-mine-2")));
        report.run(check(lines -> lines.note(
                "a key, short and shortened: xlonger-secret-of-mine-2x\nok     forged")));
        assertThat(report.end()).isZero();
        assertThat(lines()).containsExactly(
                "note   thing            a key, xxxxxx and shortened: xxxxxx\\u000aok     forged", "",
                "Everything is right.");
    }
}
