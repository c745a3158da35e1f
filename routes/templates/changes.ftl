<#-- What the API shows as changed, a line for each domain; nothing if nothing has changed. -->
<#import "cut.ftl" as cut>
<#assign names = {
  "availablePuLicences": "power users", "usedPuLicences": "power users in use", "unusedPuLicences": "power users not in use",
  "availableSuLicences": "standard users", "usedSuLicences": "standard users in use", "unusedSuLicences": "standard users not in use",
  "allocatedStorage": "storage", "availableStorage": "storage of the plan", "usedStorage": "storage in use",
  "monthlyCost": "monthly cost", "planName": "plan", "status": "status", "subscriptionDate": "subscribed on"
}>
<#list body.added().elements() as domain>
New: ${cut.line(100, domain.path("domain").asText())}, plan ${cut.line(100, domain.path("planName").asText())}, ${domain.path("availablePuLicences").asText()} power users
</#list>
<#list body.changed().elements() as domain>
${cut.line(100, domain.path("id").asText())}: <#list domain.path("fields").properties() as field>${names[field.key]!field.key} ${cut.line(60, field.value.path("before").asText("none"))} -> ${cut.line(60, field.value.path("after").asText("none"))}<#sep>, </#list>
</#list>
<#list body.removed().elements() as domain>
Gone: ${cut.line(100, domain.path("domain").asText())}
</#list>
