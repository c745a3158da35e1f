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

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.egnytemsp.camel.agreements.EgnyteAccount;
import io.github.egnytemsp.camel.client.ApiResult;
import io.github.egnytemsp.camel.client.MspClient;
import io.github.egnytemsp.camel.client.Pages;
import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.MspRecord;
import io.github.egnytemsp.camel.model.Plan;
import io.github.egnytemsp.camel.model.Tenant;

/** What Egnyte bills, as the API has it. */
final class ApiAccount implements EgnyteAccount {

    private final MspClient client;

    ApiAccount(MspClient client) {
        this.client = client;
    }

    @Override
    public List<Domain> domains() throws Exception {
        return whole("domains", client.listDomains(null, 0));
    }

    @Override
    public List<Tenant> tenants() throws Exception {
        return whole("tenants", client.listTenants(null, 0));
    }

    @Override
    public List<Plan> plans() throws Exception {
        return whole("plans", client.listPlans(0));
    }

    @Override
    public Domain domain(String name) throws Exception {
        return await(client.getDomain(name));
    }

    private static <T extends MspRecord> List<T> whole(String what, Pages<T> pages) throws Exception {
        List<T> records = await(pages.all());
        if (records.size() < pages.count()) {
            throw new IllegalStateException(
                    "The list of " + what + " has changed while its pages were read: " + records.size() + " of " + pages.count()
                                            + " were read");
        }
        return records;
    }

    private static <T> T await(CompletableFuture<ApiResult<T>> call) throws Exception {
        try {
            return call.get().value();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
