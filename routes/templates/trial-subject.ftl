<#-- The subject of a mail about a trial. -->
Egnyte trial: <#switch variables.news>
<#on "running">${variables.trial.domain} is running<#t>
<#on "active">${variables.trial.domain} is active<#t>
<#on "reminder">${variables.trial.domain} ends on ${variables.trial.trialEnd}<#t>
<#on "failed">${headers.CamelFileNameOnly?remove_ending(".json")} failed<#t>
</#switch>
