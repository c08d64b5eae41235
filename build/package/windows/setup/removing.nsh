; The uninstaller: takes away what was installed, and nothing else.

Function un.onInit
  SetRegView 64
  StrCpy $0 $INSTDIR 1 -1
  ${If} $0 == "\"
    StrCpy $INSTDIR $INSTDIR -1
  ${EndIf}
  Call un.FindContext
  Call un.ChooseLanguage
FunctionEnd

; Whether this one is for everyone: by its folder, or by there being no other.
Function un.FindContext
  ReadRegStr $1 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $2 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  StrCpy $Everyone 0
  SetShellVarContext current
  ${If} $1 != $INSTDIR
    ${If} $2 == $INSTDIR
    ${OrIf} $1 == ""
    ${AndIf} $2 != ""
      StrCpy $Everyone 1
      SetShellVarContext all
    ${EndIf}
  ${EndIf}
FunctionEnd

; As for the setup, not in un.onInit: the language comes after it.
Function un.Begin
  StrCpy $DataFolder "$LOCALAPPDATA\slo-desktop\school"
  ${If} $Everyone = 1
    StrCpy $DataFolder "%LOCALAPPDATA%\slo-desktop\school" ; each person's own
    Call un.BeAdministrator
  ${EndIf}
FunctionEnd

; The first page: what goes, and what stays.
Function un.ShowGoing
  Call un.Begin
  !insertmacro MUI_HEADER_TEXT "$(GO_HEAD)" "$(GO_SUB)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 0 100% 56u "$(GO_TEXT)$\r$\n$INSTDIR"
  Pop $0
  ${NSD_CreateLabel} 0 60u 100% 56u "$(GO_STAYS)$\r$\n$DataFolder"
  Pop $0
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(^UninstallBtn)"
  nsDialogs::Show
FunctionEnd

Function un.BeAdministrator
  Call un.IsAdministrator
  ${If} $0 = 1
    Return
  ${EndIf}
  ${IfNot} ${Silent}
    Call un.LanguageSwitch
    StrCpy $2 $0
    StrCpy $1 "$INSTDIR\uninstall.exe"
    HideWindow
    Call un.RunElevated
    ${If} $0 != ""
      SetErrorLevel $0
      Quit
    ${EndIf}
    ${Tell} "un." "$(NEEDS_ADMIN)"
  ${EndIf}
  SetErrorLevel ${CANNOT_WRITE_THERE}
  Quit
FunctionEnd

Function un.WaitUntilClosed
  ${Do}
    Call un.IsOpen
    ${If} $0 = 0
      ; Whoever cannot take the program itself away takes nothing away.
      ClearErrors
      Delete "$INSTDIR\${PROGRAM}"
      ${IfNot} ${Errors}
        Return
      ${EndIf}
    ${EndIf}
    ${Ask} "un." "$(IS_OPEN)" "$(TRY_AGAIN)" "$(CANCEL)"
    ${If} $Answer <> ${FIRST}
      SetErrorLevel ${PROGRAM_OPEN}
      Quit
    ${EndIf}
  ${Loop}
FunctionEnd

Section un.Everything
  ${If} ${Silent}
    Call un.Begin
  ${EndIf}
  SetDetailsPrint none
  SetOutPath "$TEMP" ; nobody stands in the folders that go
  Call un.WaitUntilClosed
  InitPluginsDir
  File "/oname=$PLUGINSDIR\list.txt" "${LIST}"
  StrCpy $R0 "$PLUGINSDIR\list.txt"
  StrCpy $R1 "$INSTDIR"
  Call un.RemoveListed
  StrCpy $R1 "$INSTDIR\SLO Desktop.old" ; if an earlier one could not be removed
  Call un.RemoveListed
  RMDir "$R1"
  RMDir "$INSTDIR"
  Call un.Unregister
  SetDetailsPrint both
  DetailPrint "$(GONE)"
  DetailPrint "$(STILL_HERE)"
  DetailPrint "$DataFolder"
  ${If} ${FileExists} "$INSTDIR\*"
    DetailPrint "$(OTHER_FILES)"
    DetailPrint "$INSTDIR"
  ${EndIf}
SectionEnd
