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
package io.github.egnytemsp.camel.operator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.egnytemsp.camel.inbox.InboxException;
import io.github.egnytemsp.camel.operator.Problem.Severity;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AlertChannelTest {

    private final Memory memory = new Memory();
    private AlertChannel channel = new AlertChannel("mail", memory);
    private String unknown = "";

    /** The database. */
    private static final class Memory extends ServiceSupport implements StateRepository<String, String> {

        private final Map<String, String> values = new HashMap<>();
        private boolean away;

        @Override
        public void setState(String key, String value) {
            getState(key);
            values.put(key, value);
        }

        @Override
        public String getState(String key) {
            if (away) {
                throw new InboxException("The database cannot be reached", null);
            }
            return values.get(key);
        }
    }

    private Alert look(String... ids) {
        return look(true, ids);
    }

    private Alert look(boolean isTeller, String... ids) {
        List<Problem> problems = Arrays.stream(ids)
                .map(id -> new Problem(id, Severity.error, "what " + id + " is", "what to do", null)).toList();
        return channel.look(problems, id -> !unknown.contains(id), isTeller);
    }

    /** What is told, such as {@code +webhook -calls}. */
    private static String words(Alert alert) {
        StringBuilder words = new StringBuilder();
        alert.bad().forEach(problem -> words.append('+').append(problem.id()).append(' '));
        alert.good().forEach(problem -> words.append('-').append(problem.id()).append(' '));
        return words.toString().strip();
    }

    private void tell(Alert alert, String words) {
        assertThat(words(alert)).isEqualTo(words);
        channel.told(alert);
    }

    @Test
    void aProblemIsToldOnceAndSoIsItsEnd() {
        assertThat(look("webhook")).as("one look is not enough").isNull();
        tell(look("webhook"), "+webhook");
        assertThat(look("webhook")).isNull();
        assertThat(look("webhook")).isNull();
        assertThat(look()).isNull();
        tell(look(), "-webhook");
        assertThat(look()).isNull();
    }

    @Test
    void whatFlapsIsNotTold() {
        for (int i = 0; i < 5; i++) {
            assertThat(look("webhook")).isNull();
            assertThat(look()).isNull();
        }
        look("webhook");
        tell(look("webhook"), "+webhook");
        for (int i = 0; i < 5; i++) {
            assertThat(look()).isNull();
            assertThat(look("webhook")).isNull();
        }
    }

    @Test
    void oneMessageHoldsWhatIsNewWhatIsOverAndWhatIsStillWrong() {
        look("a", "b");
        tell(look("a", "b"), "+a +b");
        look("b", "c");
        Alert alert = look("b", "c");
        assertThat(alert.still()).extracting(Problem::id).containsExactly("b");
        tell(alert, "+c -a");
    }

    @Test
    void afterARestartNothingIsToldAgain() {
        look("webhook");
        tell(look("webhook"), "+webhook");
        channel = new AlertChannel("mail", memory);
        assertThat(look("webhook")).isNull();
        assertThat(look("webhook")).isNull();
        look();
        tell(look(), "-webhook");
    }

    @Test
    void whatIsNotKnownAfterARestartIsNotGoodAgain() {
        look("token-refused");
        tell(look("token-refused"), "+token-refused");
        channel = new AlertChannel("mail", memory);
        unknown = "token-refused";
        assertThat(look()).isNull();
        assertThat(look()).isNull();
        unknown = "";
        assertThat(look()).as("the first look that knows").isNull();
        tell(look(), "-token-refused");
    }

    @Test
    void whatWasNotSentIsTheSameMessageAgainAlsoAfterARestart() {
        look("webhook");
        Alert first = look("webhook");
        assertThat(look("webhook", "calls")).isEqualTo(first);
        channel = new AlertChannel("mail", memory);
        Alert again = look("webhook", "calls");
        assertThat(again).isEqualTo(first);
        channel.told(again);
        tell(look("webhook", "calls"), "+calls");
    }

    @Test
    void whoDoesNotTellOnlyLooks() {
        assertThat(look(false, "webhook")).isNull();
        assertThat(look(false, "webhook")).isNull();
        tell(look(true, "webhook"), "+webhook");
    }

    @Test
    void otherWaysHaveWhatTheyHaveTold() {
        look("webhook");
        tell(look("webhook"), "+webhook");
        channel = new AlertChannel("chat", memory);
        look("webhook");
        tell(look("webhook"), "+webhook");
    }

    @Test
    void whileTheDatabaseIsAwayOnlyThatIsToldAndAfterwardsItsEnd() {
        look("webhook");
        tell(look("webhook"), "+webhook");
        memory.away = true;
        unknown = "subscription-failed:mail";
        assertThat(look("inbox", "receiver")).isNull();
        tell(look("inbox", "receiver"), "+inbox");
        assertThat(look("inbox", "receiver")).isNull();
        memory.away = false;
        unknown = "";
        assertThat(look("webhook")).isNull();
        tell(look("webhook"), "-inbox");
        assertThat(look("webhook")).isNull();
    }

    @Test
    void whatCannotBeReadIsToldAgain() {
        memory.values.put("egnyte-msp alerts mail", "{\"known\":[{\"severity\":\"x\"}");
        look("webhook");
        tell(look("webhook"), "+webhook");
    }
}
