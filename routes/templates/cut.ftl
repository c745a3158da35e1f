<#-- cut.to(100, text): a text of at most so many UTF-16 units. Half of a pair (an emoji, say) does not stay at its end.
     cut.line(100, text): the same on one line; for what comes from the API, as the fields of an event are one line each.
     cut.unlinked(text): a chat would make links and mentions of x.example, http://x and @x; nobody sees what stops that. -->
<#function to longest text>
  <#return text?truncate_c(longest, "...")?replace("[\\ud800-\\udbff]", "", "r")>
</#function>
<#function line longest text>
  <#return to(longest, text?replace("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ", "r"))>
</#function>
<#function unlinked text>
  <#return text?replace("([@/](?=\\S)|[.](?=\\p{L}))", "$1\x200B", "r")>
</#function>
