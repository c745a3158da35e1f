<#-- The text of a mail about a trial: it runs, is a subscription, ends soon, or was not done. -->
<#assign trial = variables.trial!{}>
<#switch variables.news>
<#on "running">
The trial of ${trial.domain} runs until ${trial.trialEnd!"an unknown day"}: ${trial.domainUrl!""}

${trial.powerUsers} power users, ${trial.storageGB} GB.

To make it a subscription, move running/${trial.domain}.json to activate.
<#on "active">
${trial.domain} is a subscription since ${trial.activationDate!"today"}: ${trial.domainUrl!""}

${trial.powerUsers} power users, ${trial.storageGB} GB.
<#on "reminder">
The trial of ${trial.domain} ends on ${trial.trialEnd}: ${trial.domainUrl!""}

To make it a subscription, move running/${trial.domain}.json to activate.
<#on "failed">
${variables.reason}

The file is in failed. Move it back to try it again.
</#switch>
