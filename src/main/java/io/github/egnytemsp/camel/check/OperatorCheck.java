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

import java.io.UncheckedIOException;
import java.util.List;

import io.github.egnytemsp.camel.operator.OperatorInspection;
import org.apache.camel.CamelContext;

/** Whether the operator's page can be served, and only to those who have its password. */
final class OperatorCheck implements Check {

    private final CamelContext context;
    private final RunningInstance instance;
    private final List<PortsCheck.Listener> listeners;

    /**
     * @param context   has the settings
     * @param instance  tells whether it is served already
     * @param listeners the others that were looked at
     */
    OperatorCheck(CamelContext context, RunningInstance instance, List<PortsCheck.Listener> listeners) {
        this.listeners = listeners;
        this.context = context;
        this.instance = instance;
    }

    @Override
    public String name() {
        return "operator's page";
    }

    @Override
    public void run(Lines lines) throws Exception {
        OperatorInspection page;
        try {
            page = OperatorInspection.of(context);
            if (!page.enabled()) {
                lines.off("operator.enabled=false");
                return;
            }
            if (page.passwordFile() != null) {
                page.requirePassword();
            }
        } catch (IllegalStateException e) {
            lines.wrong(e.getMessage() + ".");
            return;
        } catch (UncheckedIOException e) {
            lines.wrong((e.getMessage().startsWith("java") ? e.getCause().getMessage() : e.getMessage())
                        + ". Make it with: egnyte-msp password FILE");
            return;
        }
        if (page.passwordFile() == null) {
            lines.note("Every user of this machine can use it without a password: set operator.passwordFile.");
        } else {
            lines.ok("Its password file is valid.");
        }
        new PortsCheck(
                name(), new PortsCheck.Listener(page.host(), page.port(), "operator.host", "operator.port", false),
                instance::hasOperatorPage, listeners).run(lines);
    }
}
