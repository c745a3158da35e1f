<#-- A message in a chat. It becomes plain text, of which at most 1,900 characters are shown. -->
<#import "cut.ftl" as cut>
<#assign message>
Egnyte: ${variables.words}<#if variables.customer?has_content>: ${cut.to(300, variables.customer)}</#if>
${cut.to(100, variables.fields.transaction_timestamp!"")}
<#if variables.changes?has_content>
What has changed, as the API shows it:
${variables.changes}
</#if>
</#assign>
${cut.unlinked(cut.to(1900, message?trim))}<#t>
