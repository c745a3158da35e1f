<#-- The text of a ticket or note, plain: at most 2,800 characters and the event's id, by which a ticket is found again. -->
<#assign text>
${variables.words}
<#if variables.customer?has_content>Customer: ${variables.customer?truncate_c(200)}<#else>The event does not say which customer it is about.</#if>
<#if variables.changes?has_content>

What the API shows as changed:
${variables.changes}
</#if>
<#if variables.previous??>

Ticket ${variables.previous} took no more notes.
</#if>

Reseller Dashboard: ${variables.dashboard}

<#list variables.fields as name, value>
${name?truncate_c(60)}: ${value?truncate_c(200)}
</#list>
</#assign>
${text?truncate_c(2800)?replace("[\\ud800-\\udbff]$", "", "r")}

Egnyte event ${variables.eventId}
