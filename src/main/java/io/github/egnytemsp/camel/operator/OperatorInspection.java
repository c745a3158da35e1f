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

import java.nio.file.Path;

import org.apache.camel.CamelContext;

/**
 * How the operator's page is set up, without starting it.
 *
 * @param enabled      whether it would listen
 * @param host         where it would listen
 * @param port         the port
 * @param passwordFile the file of the password, or null if none is asked for
 */
public record OperatorInspection(boolean enabled, String host, int port, Path passwordFile) {

    /**
     * Reads the properties {@code operator.*}.
     *
     * @param  context               has the properties
     * @return                       what they say
     * @throws IllegalStateException if one is wrong, or anybody could come in without a password, as at a start
     */
    public static OperatorInspection of(CamelContext context) {
        OperatorSettings settings = OperatorSettings.of(context);
        return new OperatorInspection(settings.enabled(), settings.host(), settings.port(), settings.passwordFile());
    }

    /**
     * Reads the file of the password.
     *
     * @throws java.io.UncheckedIOException if it cannot be read, or was not made by the command
     */
    public void requirePassword() {
        new PasswordFile(passwordFile).line();
    }
}
