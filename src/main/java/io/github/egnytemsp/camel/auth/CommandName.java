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
package io.github.egnytemsp.camel.auth;

/** How a person calls the commands of this package: by the launcher of an installation, or by the jar. */
final class CommandName {

    private CommandName() {
    }

    private static boolean isInstalled() {
        return System.getProperty("egnyte-msp.home") != null;
    }

    /** Gets and stores a token. */
    static String authorize() {
        return isInstalled() ? "egnyte-msp authorize" : "java -jar camel-egnyte-msp.jar authorize";
    }

    /** All of them, as the help shows it. */
    static String usage() {
        return isInstalled()
                ? "egnyte-msp authorize [options]\negnyte-msp tokens list|check|remove [options]"
                : "java -jar camel-egnyte-msp.jar [authorize|list|check|remove] [options]";
    }

    /** What makes the token file be used. */
    static String settings() {
        return isInstalled()
                ? "Set egnyte-msp.tokenKeystore to this file, and egnyte-msp.keystorePassword."
                : "Set tokenKeystore and keystorePassword in your application.";
    }
}
