<#-- The subject of a ticket about a changed agreement. -->
<#import "cut.ftl" as cut>
Agreement changed: ${cut.line(40, body.name)}, ${body.from?c} to ${body.to?c}<#t>
