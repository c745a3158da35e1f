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
package io.github.egnytemsp.camel.docs;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Does what each page says, command by command, with the archive of this build and on the ports that the page names.
 * {@code mvn -Pdist verify -Dtest=PagesRunTest#install} does one of them.
 */
@Tag("distribution")
class PagesRunTest {

    @Test
    void check() throws Exception {
        try (PageRun page = PageRun.inArchive("check.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void readme() throws Exception {
        try (PageRun page = PageRun.inCheckout("/README.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void firstRoute() throws Exception {
        try (PageRun page = PageRun.inCheckout("first-route.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void simulator() throws Exception {
        try (PageRun page = PageRun.inCheckout("simulator.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void springBoot() throws Exception {
        try (PageRun page = PageRun.inCheckout("spring-boot.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void quarkus() throws Exception {
        try (PageRun page = PageRun.inCheckout("quarkus.md")) {
            page.toTheEnd();
        }
    }

    @Test
    void kamelets() throws Exception {
        try (PageRun page = PageRun.inCheckout("kamelets.md")) {
            page.toTheEnd();
        }
    }
}
