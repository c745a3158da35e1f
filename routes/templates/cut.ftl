<#-- cut.to(100, text): a text of at most so many UTF-16 units. Half of a pair (an emoji, say) does not stay at its end. -->
<#function to longest text>
  <#return text?truncate_c(longest, "...")?replace("[\\ud800-\\udbff]", "", "r")>
</#function>
