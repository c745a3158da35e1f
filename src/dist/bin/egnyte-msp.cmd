@echo off
rem Starts a command of egnyte-msp with the Java of JAVA_HOME, or of the path. See: egnyte-msp help
rem
rem EGNYTE_MSP_CONF        the folder of local.properties: %ProgramData%\egnyte-msp if it has one, else conf beside this folder
rem EGNYTE_MSP_DATA        the folder for data: data beside this folder
rem EGNYTE_MSP_JAVA_OPTS   further options of Java, separated by blanks
setlocal
for %%I in ("%~dp0..") do set "home=%%~fI"
set "conf=%EGNYTE_MSP_CONF%"
if not defined conf if exist "%ProgramData%\egnyte-msp\local.properties" set "conf=%ProgramData%\egnyte-msp"
if not defined conf set "conf=%home%\conf"
set "data=%EGNYTE_MSP_DATA%"
if not defined data set "data=%home%\data"
if not exist "%data%\" mkdir "%data%" || exit /b 1
set "options=%home%\conf\jvm.options"
if exist "%conf%\jvm.options" set "options=%conf%\jvm.options"
set "logging=%home%\conf\logback.xml"
if exist "%conf%\logback.xml" set "logging=%conf%\logback.xml"
set "jars=%conf%\lib.local"
if /i "%conf%"=="%home%\conf" set "jars=%home%\lib.local"
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
cd /d "%data%" || exit /b 1
if not exist tmp\ mkdir tmp || exit /b 1
"%java%" "-Dorg.sqlite.tmpdir=%CD%\tmp" "@%options%" %EGNYTE_MSP_JAVA_OPTS% "-Degnyte-msp.home=%home%" "-Degnyte-msp.conf=%conf%" "-Dlogback.configurationFile=%logging%" -cp "%home%\lib\*;%home%\lib\simulator\*;%jars%\*" io.github.egnytemsp.camel.cli.EgnyteMsp %*
exit /b %ERRORLEVEL%
