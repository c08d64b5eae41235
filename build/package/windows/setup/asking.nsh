; The pages that are ours: the first one, the folder's checks, and the last one.

Var HasBegun
Var Dialog
Var ForEveryone
Var OpenNow

; What will happen, and for whom.
Function ShowStart
  ${If} $HasBegun == ""
    StrCpy $HasBegun 1 ; not again on coming back
    Call Begin
    Call CheckVersion
  ${EndIf}
  ${If} $IsUpdate = 1
    Abort ; straight on to the progress
  ${EndIf}
  nsDialogs::Create 1018
  Pop $Dialog
  StrCpy $ForEveryone ""
  ${If} $Installed != ""
    !insertmacro MUI_HEADER_TEXT "$(UPDATE_HEAD)" "$(ABOUT)"
    ${NSD_CreateLabel} 0 0 100% 60u "$(HERE_NOW)"
    Pop $0
    GetDlgItem $0 $HWNDPARENT 1
    SendMessage $0 ${WM_SETTEXT} 0 "STR:$(UPDATE_BUTTON)"
  ${Else}
    !insertmacro MUI_HEADER_TEXT "$(START_HEAD)" "$(ABOUT)"
    Call ShowForWhom
  ${EndIf}
  ${NSD_CreateLabel} 0 104u 100% 30u "$(SAFE)"
  Pop $0
  nsDialogs::Show
FunctionEnd

Function ShowForWhom
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    ${NSD_CreateLabel} 0 0 100% 30u "$(FOR_EVERYONE_ONLY)"
    Pop $0
    Return
  ${EndIf}
  ${NSD_CreateLabel} 0 0 100% 12u "$(FOR_WHOM)"
  Pop $0
  ${NSD_CreateRadioButton} 0 18u 100% 14u "$(FOR_ME)"
  Pop $0
  ${NSD_CreateRadioButton} 0 34u 100% 14u "$(FOR_EVERYONE)"
  Pop $ForEveryone
  ${If} $EveryonesVersion != ""
    ${NSD_CreateLabel} 0 58u 100% 30u "$(EVERYONE_HAS_IT)"
    Pop $1
  ${EndIf}
  ${If} $Everyone = 1
  ${OrIf} $EveryonesVersion != ""
    StrCpy $0 $ForEveryone ; what is here for everyone is what one means to update
  ${EndIf}
  ${NSD_Check} $0
  ${NSD_SetFocus} $0
FunctionEnd

Function LeaveStart
  ${If} $ForEveryone == ""
    Return
  ${EndIf}
  ${NSD_GetState} $ForEveryone $0
  StrCpy $Everyone 0
  ${If} $0 = ${BST_CHECKED}
    StrCpy $Everyone 1
    Call BeAdministrator
    ${If} $0 <> 1
      ${Tell} "" "$(NEEDS_ADMIN)"
      Abort
    ${EndIf}
  ${ElseIf} $EveryonesVersion != ""
    ${Ask} "" "$(A_COPY_FOR_ME)" "$(INSTALL_A_COPY)" "$(CANCEL)"
    ${If} $Answer <> ${FIRST}
      Abort
    ${EndIf}
  ${EndIf}
  Call FindInstalled
FunctionEnd

; A newer version stays in the folder where the older one is.
Function SkipFolder
  ${If} $IsUpdate = 1
    Abort
  ${ElseIf} $Installed != ""
  ${AndIf} $Given == ""
    Abort
  ${EndIf}
FunctionEnd

Function LeaveFolder
  Call KeepApart
  Call Probe
  ${If} $0 = 0
    ${Tell} "" "$(CANNOT_WRITE)"
    Abort
  ${EndIf}
FunctionEnd

Function ShowDone
  ${If} $IsUpdate = 1
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(DONE_HEAD)" "$(DONE_SUB)"
  nsDialogs::Create 1018
  Pop $Dialog
  ${NSD_CreateLabel} 0 0 100% 30u "$(DONE_TEXT)"
  Pop $0
  ${NSD_CreateCheckbox} 0 38u 100% 14u "$(OPEN_NOW)"
  Pop $OpenNow
  ${NSD_Check} $OpenNow
  GetDlgItem $0 $HWNDPARENT 1
  SendMessage $0 ${WM_SETTEXT} 0 "STR:$(FINISH_BUTTON)"
  GetDlgItem $0 $HWNDPARENT 2
  EnableWindow $0 0
  GetDlgItem $0 $HWNDPARENT 3
  EnableWindow $0 0
  nsDialogs::Show
FunctionEnd

Function LeaveDone
  ${NSD_GetState} $OpenNow $0
  ${If} $0 = ${BST_CHECKED}
    Call OpenProgram
  ${EndIf}
FunctionEnd
