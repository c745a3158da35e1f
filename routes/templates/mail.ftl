<#-- The plain part of a mail about an event. -->
${variables.words}<#if variables.customer?has_content>: ${variables.customer}</#if>.
<#if variables.changes?has_content>

What has changed, as the API shows it:
${variables.changes}
</#if>

<#list variables.fields as name, value>
${name}: ${value}
</#list>

Reseller Dashboard: ${variables.dashboard}
Event id: ${variables.eventId}
