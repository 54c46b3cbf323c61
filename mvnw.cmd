@echo off
rem Runs Maven: one from MAVEN_HOME or the PATH that is new enough, else the pinned release from the Apache archive,
rem checked against its SHA-512 and kept under %USERPROFILE%\.m2\wrapper.
rem
rem   MVNW_ARCHIVE   where the release is fetched from, for mirrors
rem   MVNW_FETCH=1   ignore an installed Maven
setlocal EnableExtensions

set "VERSION=3.9.11"
set "MINIMUM=3.6.3"
set "SHA512=bcfe4fe305c962ace56ac7b5fc7a08b87d5abd8b7e89027ab251069faebee516b0ded8961445d6d91ec1985dfe30f8153268843c89aa392733d1a3ec956c9978"
if not defined MVNW_ARCHIVE set "MVNW_ARCHIVE=https://archive.apache.org/dist/maven/maven-3/%VERSION%/binaries/apache-maven-%VERSION%-bin.tar.gz"
set "STORE=%USERPROFILE%\.m2\wrapper\apache-maven-%VERSION%"

if "%MVNW_FETCH%"=="1" goto stored
if defined MAVEN_HOME call :new_enough "%MAVEN_HOME%\bin\mvn.cmd" && set "MVN=%MAVEN_HOME%\bin\mvn.cmd" && goto run
for %%M in (mvn.cmd) do if not "%%~$PATH:M"=="" call :new_enough "%%~$PATH:M" && set "MVN=%%~$PATH:M" && goto run

:stored
set "MVN=%STORE%\bin\mvn.cmd"
if exist "%MVN%" goto run
call :install || exit /b 1

:run
call "%MVN%" %*
exit /b %ERRORLEVEL%

:new_enough
if not exist "%~1" exit /b 1
set "HAVE="
for /f "tokens=3" %%V in ('call "%~1" --version 2^>nul ^| findstr /b /c:"Apache Maven"') do if not defined HAVE set "HAVE=%%V"
if not defined HAVE exit /b 1
powershell -NoProfile -Command "exit [int](([version]($env:HAVE -replace '[^0-9.].*','')) -lt [version]$env:MINIMUM)"
exit /b %ERRORLEVEL%

:install
echo mvnw: fetching Maven %VERSION% from %MVNW_ARCHIVE% 1>&2
powershell -NoProfile -Command ^
  "$ErrorActionPreference='Stop';" ^
  "$store=$env:STORE; $work=$store + '.' + [guid]::NewGuid().ToString('N');" ^
  "New-Item -ItemType Directory -Force $work | Out-Null;" ^
  "try {" ^
  "  $file=Join-Path $work 'maven.tar.gz';" ^
  "  [Net.ServicePointManager]::SecurityProtocol=[Net.SecurityProtocolType]::Tls12;" ^
  "  (New-Object Net.WebClient).DownloadFile($env:MVNW_ARCHIVE, $file);" ^
  "  $found=(Get-FileHash -Algorithm SHA512 $file).Hash.ToLower();" ^
  "  if ($found -ne $env:SHA512) { throw ('SHA-512 is ' + $found + ', expected ' + $env:SHA512 + '; it is not used') };" ^
  "  tar -xzf $file -C $work; if ($LASTEXITCODE -ne 0) { throw 'could not unpack it' };" ^
  "  if (-not (Test-Path $store)) { Move-Item (Join-Path $work ('apache-maven-' + $env:VERSION)) $store }" ^
  "} catch { [Console]::Error.WriteLine('mvnw: ' + $env:MVNW_ARCHIVE + ': ' + $_.Exception.Message); exit 1 }" ^
  "finally { Remove-Item -Recurse -Force $work }"
exit /b %ERRORLEVEL%
