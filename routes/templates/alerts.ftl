<#-- What is wrong, and what is good again: the plain part of a mail, and the text of a message. -->
<#import "cut.ftl" as cut>
<#assign alert = variables.alert>
<#list alert.bad() as problem>
${(problem.severity().name() == "error")?then("Error", "Warning")}: ${cut.line(600, problem.text())}
<#if problem.since()??>Since ${problem.since()}.
</#if>What to do: ${cut.line(600, problem.todo())}

</#list>
<#list alert.good() as problem>
Good again. It was: ${cut.line(600, problem.text())}

</#list>
<#list alert.still() as problem>
<#if problem?counter == 1>
Told before, and still wrong:
</#if>
- ${cut.line(300, problem.text())}
</#list>
<#if variables.page??>

${variables.page}
</#if>
