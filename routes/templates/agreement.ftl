<#-- The text of a ticket about a changed agreement. -->
<#setting locale="en_US">
<#import "cut.ftl" as cut>
The quantity of ${cut.line(200, body.name)} was changed from ${body.from?c} to ${body.to?c}, because Egnyte bills ${body.to?c}.

Domain at Egnyte: ${cut.line(200, body.domain)}
Agreement: ${body.agreement}, addition ${body.addition}
Compared with: ${body.quantity}
Change of a bill: <#if body.amount??>${body.amount?number?string("+0.00######;-0.00######")}<#else>not known, because the addition has no price</#if>
Difference since: ${body.since}
Approved by: ${cut.line(100, body.decidedBy)}, ${body.decidedAt}
Changed and read back: ${body.appliedAt}

Proposal ${body.id?c}
