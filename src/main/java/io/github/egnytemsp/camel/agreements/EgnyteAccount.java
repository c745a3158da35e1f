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
package io.github.egnytemsp.camel.agreements;

import java.util.List;

import io.github.egnytemsp.camel.model.Domain;
import io.github.egnytemsp.camel.model.Plan;
import io.github.egnytemsp.camel.model.Tenant;

/** What Egnyte bills the MSP. */
public interface EgnyteAccount {

    /**
     * Every domain.
     *
     * @return           the domains
     * @throws Exception if one of the list's pages cannot be read, or the list changed while it was read
     */
    List<Domain> domains() throws Exception;

    /**
     * Every Protect tenant.
     *
     * @return           the tenants
     * @throws Exception if one of the list's pages cannot be read, or the list changed while it was read
     */
    List<Tenant> tenants() throws Exception;

    /**
     * Every plan.
     *
     * @return           the plans
     * @throws Exception if one of the list's pages cannot be read, or the list changed while it was read
     */
    List<Plan> plans() throws Exception;

    /**
     * One domain as it is now.
     *
     * @param  name      its name
     * @return           the domain
     * @throws Exception if it cannot be read
     */
    Domain domain(String name) throws Exception;
}
