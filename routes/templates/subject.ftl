<#-- One line of at most 100 characters: the subject of a mail or ticket. -->
<#import "cut.ftl" as cut>
${cut.to(100, variables.words + variables.customer?has_content?then(": " + variables.customer, ""))}<#t>
