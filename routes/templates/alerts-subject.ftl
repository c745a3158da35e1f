<#-- The subject of a mail about what is wrong, and what is good again. -->
<#import "cut.ftl" as cut>
<#assign alert = variables.alert, all = alert.bad() + alert.good()>
<#assign first = cut.line(100, all[0].text()), more = all?size gt 1>
Egnyte events, <#if alert.bad()?has_content>problem<#else>good again</#if>: ${cut.to(90, first)}<#if more> (and ${all?size - 1} more)</#if><#t>
