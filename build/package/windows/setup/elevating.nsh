; An administrator's rights, asked for only when everyone is to have the program.

; Bytes of a SHELLEXECUTEINFO, and its flag to be told of the process.
!define EXECUTE_BYTES 112
!define TELL_PROCESS 0x40

!macro ElevateFunction UN
  ; Run $1 with the switches $2 as administrator and wait for it: $0 is its answer,
  ; or nothing when Windows or the person did not allow it.
  Function ${UN}RunElevated
    System::Call '*(i ${EXECUTE_BYTES}, i ${TELL_PROCESS}, p $HWNDPARENT, w "runas", \
      w r1, w r2, p 0, i 1, i 0, p 0, p 0, p 0, p 0, i 0, i 0, p 0, p 0)p.r3'
    System::Call 'shell32::ShellExecuteExW(p r3)i.r4'
    StrCpy $0 ""
    ${If} $4 <> 0
      System::Call '*$3(i, i, p, p, p, p, p, i, i, p, p, p, p, i, i, p, p.r5)'
      System::Call 'kernel32::WaitForSingleObject(p r5, i -1)'
      System::Call 'kernel32::GetExitCodeProcess(p r5, *i.r0)'
      System::Call 'kernel32::CloseHandle(p r5)'
    ${EndIf}
    System::Free $3
  FunctionEnd

  ; $0 is 1 for an administrator, else 0.
  Function ${UN}IsAdministrator
    UserInfo::GetAccountType
    Pop $1
    StrCpy $0 0
    ${If} $1 == "Admin"
      StrCpy $0 1
    ${EndIf}
  FunctionEnd

  ; $0 is the switch for the language that was chosen.
  Function ${UN}LanguageSwitch
    StrCpy $0 "/LANG=en"
    ${If} $LANGUAGE = ${LANG_WELSH}
      StrCpy $0 "/LANG=cy"
    ${EndIf}
  FunctionEnd
!macroend

; Come back with $0 = 1 for an administrator. For anybody else do all of it in a
; second setup that Windows asks about, and end as that one ends. Come back with
; $0 = 0 when that was not allowed.
Function BeAdministrator
  Call IsAdministrator
  ${If} $0 = 1
  ${OrIf} $IsElevated = 1
    Return
  ${EndIf}
  ${If} ${Silent}
  ${AndIf} $IsUpdate = 0
    Return ; nobody is there to be asked
  ${EndIf}
  Call LanguageSwitch
  StrCpy $2 "/ALLUSERS /ELEVATED $0"
  ${If} $IsUpdate = 1
    StrCpy $2 "$2 /UPDATE"
  ${EndIf}
  ${If} ${Silent}
    StrCpy $2 "$2 /S"
  ${EndIf}
  ${If} $Given != ""
    StrCpy $2 "$2 /D=$Given" ; last of all, as it must be
  ${EndIf}
  StrCpy $1 $EXEPATH
  HideWindow
  Call RunElevated
  ${If} $0 == ""
    BringToFront
    StrCpy $0 0
    Return
  ${EndIf}
  ${If} $0 = ${DONE_AND_OPEN}
    ; Ours to open, for it must not run with an administrator's rights.
    ReadRegStr $INSTDIR HKLM "${UNINSTALL_KEY}" "InstallLocation"
    Call OpenProgram
    StrCpy $0 ${DONE}
  ${EndIf}
  SetErrorLevel $0
  Quit
FunctionEnd

Function OpenProgram
  ${If} $IsElevated = 1
    SetErrorLevel ${DONE_AND_OPEN}
  ${Else}
    SetOutPath "$INSTDIR"
    Exec '"$INSTDIR\${PROGRAM}"'
  ${EndIf}
FunctionEnd
