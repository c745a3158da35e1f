<#-- cut.to(100, text): a text of at most so many UTF-16 units. Half of a pair (an emoji, say) does not stay at its end. -->
<#function to longest text>
  <#return text?truncate_c(longest, "...")?replace("[\\ud800-\\udbff]", "", "r")>
</#function>
<#-- cut.unlinked(text): a chat would make links and mentions of x.example, http://x and @x; nobody sees what stops that. -->
<#function unlinked text>
  <#return text?replace("([.@/])(?=\\p{L})", "$1\x200B", "r")>
</#function>
