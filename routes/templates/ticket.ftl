<#-- The text of a ticket or note, plain: at most 2,800 characters and the event's id, by which a ticket is found again. -->
<#import "cut.ftl" as cut>
<#assign text>
${variables.words}
<#if variables.customer?has_content>Customer: ${cut.to(200, variables.customer)}<#else>The event does not say which customer it is about.</#if>
<#if variables.changes?has_content>

What the API shows as changed:
${variables.changes}
</#if>
<#if variables.previous??>

Ticket ${variables.previous} took no more notes.
</#if>

Reseller Dashboard: ${variables.dashboard}

<#list variables.fields as name, value>
${cut.to(60, name)}: ${cut.to(200, value)}
</#list>
</#assign>
${cut.to(2800, text)}

Egnyte event ${variables.eventId}
