<#-- Why a file is in failed: for the file beside it, the log and the mail. -->
<#if variables.left??>
The process ended while this was being sent, so it may have been done. <#t>
<#if variables.found??>Its domain exists now, with the status ${variables.found.status()!"unknown"}. <#t>
<#else>Its domain was not found: ${variables.failure!"no reason"} <#t>
</#if>
Look before you move the file back.
<#elseif variables.answer??>
Egnyte has done it and answered ${variables.answer}: do not move the file back. Afterwards: ${variables.failure!"no reason"}
<#else>
${variables.failure!"no reason"}
</#if>
