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
package io.github.egnytemsp.camel.model;

/** What a mail server has answered. By reflection, as a mail client need not be there. */
public final class SmtpAnswer {

    private SmtpAnswer() {
    }

    /**
     * The status of the answer that an exception of Jakarta Mail tells of.
     *
     * @param  error the exception itself; its causes are not looked at
     * @return       such as 550, or 0 if it tells of none
     */
    public static int status(Throwable error) {
        String name = error.getClass().getSimpleName();
        if (!name.startsWith("SMTP") || !name.endsWith("Exception")) {
            return 0;
        }
        try {
            return (int) error.getClass().getMethod("getReturnCode").invoke(error);
        } catch (ReflectiveOperationException e) {
            return 0;
        }
    }
}
