<#-- The text of the monthly mail about licences. Sums are exact: numbers here are decimal. -->
<#setting locale="en_US">
<#assign domains = variables.domains, users = 0, used = 0, cost = 0, silent = 0>
<#list domains as domain>
  <#assign users += (domain.availablePuLicences())!0, used += (domain.usedPuLicences())!0, cost += (domain.monthlyCost())!0>
  <#if !(domain.monthlyCost())??><#assign silent++></#if>
</#list>
${domains?size} domains, ${users?c} power users, ${used?c} of them in use.
<#if silent == domains?size>
Egnyte does not say what they cost.
<#else>
A month costs ${cost?string("0.00##########")}<#if silent gt 0>, without ${silent} whose cost Egnyte does not say</#if>.
</#if>

Domains with power users that are not in use:
<#list domains?filter(d -> (d.unusedPuLicences()!0) gt 0)
    ?map(d -> {"name": d.domain()!"?", "unused": d.unusedPuLicences(), "of": d.availablePuLicences()!"?"})
    ?sort_by("unused")?reverse as domain>
  ${domain.name?replace("\\p{Cntrl}", " ", "r")}: ${domain.unused} of ${domain.of}
<#else>
  none
</#list>

Every domain and plan is in the attached files.
