<#-- One line of at most 100 characters: the subject of a mail; of a ticket, with the tag by which it is found again. -->
<#import "cut.ftl" as cut>
<#assign tag><#if variables.tag??>${variables.tag} </#if></#assign>
${cut.to(100, tag + variables.words + variables.customer?has_content?then(": " + variables.customer, ""))}<#t>
