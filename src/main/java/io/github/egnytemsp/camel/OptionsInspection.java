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
package io.github.egnytemsp.camel;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.spi.Registry;

/** Checks the component's options as a start of the shipped routes would, without a start. */
public final class OptionsInspection {

    private OptionsInspection() {
    }

    /**
     * Checks the options that the receiving route, the API's calls and the inbox use.
     *
     * @param  configuration the options
     * @param  registry      has beans that they may need
     * @return               a sentence for each that is wrong; it begins with the option's name, and holds no secret
     */
    public static List<String> problems(EgnyteMspConfiguration configuration, Registry registry) {
        EndpointOptions options = new EndpointOptions(configuration);
        List<String> problems = new ArrayList<>();
        // the keystore's password is read with the address, which would be reported twice
        if (look(problems, options::baseUrl)) {
            look(problems, options::transport);
            look(problems, options::calls);
            look(problems, options::tokens);
        } else if (configuration.tokenSources() == 0) {
            look(problems, options::tokens);
        }
        if (look(problems, options::deliveries) && configuration.getRegistration() == RegistrationMode.ensure) {
            look(problems, () -> options.webhook(options.deliveries().secrets()));
        }
        look(problems, () -> options.inbox(registry));
        return problems;
    }

    private static boolean look(List<String> problems, Runnable option) {
        try {
            option.run();
            return true;
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return false;
        }
    }
}
