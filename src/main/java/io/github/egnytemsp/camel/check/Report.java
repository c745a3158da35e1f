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

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.egnytemsp.camel.model.LogText;
import io.github.egnytemsp.camel.model.Secrets;

/** Runs checks, one after the other, and prints their lines. No line holds a secret. */
final class Report {

    private static final int LONGEST = 600;

    private final PrintStream out;
    private final Duration deadline;
    private Secrets secrets = new Secrets(List.of());
    private int wrong;

    /**
     * @param out      gets the lines
     * @param deadline how long a check may take
     */
    Report(PrintStream out, Duration deadline) {
        this.out = out;
        this.deadline = deadline;
    }

    /** Secrets are not printed from now on, whoever says them. */
    void hide(Secrets known) {
        secrets = known;
    }

    /** Runs a check to its end, or to its deadline. What it says afterwards is not printed. */
    void run(Check check) {
        CheckLines lines = new CheckLines(check.name());
        FutureTask<Void> task = new FutureTask<>(() -> {
            check.run(lines);
            return null;
        });
        Thread thread = new Thread(task, "egnyte-msp check " + check.name());
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            lines.wrong("There is no answer after " + deadline.toSeconds() + " s.");
            // before it ends, and says something
            lines.close();
            task.cancel(true);
        } catch (ExecutionException e) {
            lines.wrong("This check failed: " + Reasons.of(e.getCause()));
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
        } finally {
            lines.close();
        }
    }

    /**
     * Prints the last line.
     *
     * @return the exit code: 0 if all is right, else 1
     */
    int end() {
        out.println();
        out.println(wrong == 0 ? "Everything is right." : wrong == 1 ? "1 thing is wrong." : wrong + " things are wrong.");
        out.flush();
        return wrong == 0 ? 0 : 1;
    }

    private synchronized void print(State state, String what, String words) {
        out.printf("%-6s %-16s %s%n", state.word(), what, LogText.of(secrets.hide(words), LONGEST));
        out.flush();
        if (state == State.WRONG) {
            wrong++;
        }
    }

    private final class CheckLines extends Lines {

        private final String name;
        private boolean closed;

        CheckLines(String name) {
            this.name = name;
        }

        @Override
        synchronized void add(State state, String what, String words) {
            if (!closed) {
                print(state, what, words);
            }
        }

        synchronized void close() {
            closed = true;
        }

        @Override
        String name() {
            return name;
        }
    }
}
