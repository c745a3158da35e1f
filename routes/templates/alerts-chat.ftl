<#-- What is wrong, and what is good again, in a chat: plain text, of which at most 1,900 characters are shown. -->
<#import "cut.ftl" as cut>
<#assign message><#include "alerts.ftl"></#assign>
${cut.unlinked(cut.to(1900, message?trim))}<#t>
