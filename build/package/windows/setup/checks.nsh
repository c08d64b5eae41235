; What has to be so before anything is written.

!define Refuse "!insertmacro Refuse"

; Say why and end; nothing was changed, or it is as it was again.
!macro Refuse CODE TEXT
  StrCpy $ExitCode ${CODE}
  StrCpy $DialogText "${TEXT}"
  Call EndWithoutChange
!macroend

Function EndWithoutChange
  Call RemoveDraft
  ${Tell} "" "$DialogText"
  ; The program closed for the sake of its update: it comes back as it was.
  ${If} $IsUpdate = 1
  ${AndIf} $InstalledAt != ""
    Call WaitAMinute
    ${If} $0 = 0
      StrCpy $INSTDIR $InstalledAt
      Call OpenProgram
    ${EndIf}
  ${EndIf}
  SetErrorLevel $ExitCode
  Quit
FunctionEnd

; The language of /LANG; else, where nobody is asked, of the version that is here, or
; of Windows. The setup asks in both languages.
!macro LanguageFunction UN
  Function ${UN}ChooseLanguage
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/LANG=" $1
    ${If} ${Errors}
      StrCpy $1 ""
      !if "${UN}" == ""
        ${If} ${Silent}
          ReadRegStr $1 HKCU "${UNINSTALL_KEY}" "Language"
        ${EndIf}
      !else
        ReadRegStr $1 SHCTX "${UNINSTALL_KEY}" "Language"
      !endif
    ${EndIf}
    ${If} $1 == "cy"
      StrCpy $LANGUAGE ${LANG_WELSH}
    ${ElseIf} $1 == "en"
      StrCpy $LANGUAGE ${LANG_ENGLISH}
    ${Else}
      System::Call 'kernel32::GetUserDefaultUILanguage()i.r2'
      IntOp $2 $2 & 0x3FF ; the language, wherever it is spoken
      StrCpy $LANGUAGE ${LANG_ENGLISH}
      ${If} $2 = 0x52
        StrCpy $LANGUAGE ${LANG_WELSH}
      ${EndIf}
      !if "${UN}" == ""
        ${IfNot} ${Silent}
          Call AskLanguage
        ${EndIf}
      !endif
    ${EndIf}
  FunctionEnd
!macroend

; The folder after /D=. NSIS reads it too, but would install somewhere else without a
; word if that folder cannot be.
Function ReadGiven
  System::Call 'kernel32::GetCommandLineW()w.r0'
  StrLen $1 $0
  ${ForEach} $2 0 $1 + 1
    StrCpy $3 $0 4 $2
    ${If} $3 S== " /D="
      IntOp $2 $2 + 4
      StrCpy $Given $0 "" $2
      ${Break}
    ${EndIf}
  ${Next}
FunctionEnd

Function AskLanguage
  ${Ask} "" "Dewiswch iaith.$\r$\nChoose a language." "Cymraeg" "English"
  ${If} $Answer = ${FIRST}
    StrCpy $LANGUAGE ${LANG_WELSH}
  ${ElseIf} $Answer = ${SECOND}
    StrCpy $LANGUAGE ${LANG_ENGLISH}
  ${Else}
    SetErrorLevel ${CANCELLED}
    Quit
  ${EndIf}
FunctionEnd

; Read the switches and what is here. Not in .onInit, where every text would still
; come in the language of Windows.
Function Begin
  ${Unless} ${AtLeastWin10}
    ${Refuse} ${DOES_NOT_WORK} "$(TOO_OLD)"
  ${EndUnless}
  StrCpy $Everyone 0
  StrCpy $IsUpdate 0
  StrCpy $IsElevated 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ALLUSERS" $1
  ${IfNot} ${Errors}
    StrCpy $Everyone 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/UPDATE" $1
  ${IfNot} ${Errors}
    StrCpy $IsUpdate 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/ELEVATED" $1
  ${IfNot} ${Errors}
    StrCpy $IsElevated 1
  ${EndIf}
  Call FindInstalled
  ${If} $IsUpdate = 1
  ${AndIf} $Installed == ""
  ${AndIf} $EveryonesVersion != ""
    StrCpy $Everyone 1
    Call FindInstalled
  ${EndIf}
  ${If} $Everyone = 1
    Call BeAdministrator
    ${If} $0 <> 1
      ${Refuse} ${CANNOT_WRITE_THERE} "$(NEEDS_ADMIN)"
    ${EndIf}
  ${EndIf}
FunctionEnd

; One setup at a time works; others may wait on their pages.
Function TakeTurn
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "SLODesktop.Setup")p.r0 ?e'
  Pop $0
  ${If} $0 = 183 ; there already
    ${Refuse} ${PROGRAM_OPEN} "$(RUNS_ALREADY)"
  ${EndIf}
FunctionEnd

; Which version is here for whom we install, and which folder is meant.
Function FindInstalled
  ReadRegStr $EveryonesVersion HKLM "${UNINSTALL_KEY}" "DisplayVersion"
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${IfNot} ${FileExists} "$0\${PROGRAM}"
    StrCpy $EveryonesVersion ""
  ${EndIf}
  ${If} $Everyone = 1
    SetShellVarContext all
    StrCpy $INSTDIR "$PROGRAMFILES64\SLO Desktop"
  ${Else}
    SetShellVarContext current
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\SLO Desktop"
  ${EndIf}
  ReadRegStr $Installed SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ReadRegStr $InstalledAt SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${If} ${FileExists} "$InstalledAt\${PROGRAM}"
  ${OrIf} ${FileExists} "$InstalledAt\SLO Desktop.old\${PROGRAM}" ; half moved
    StrCpy $INSTDIR $InstalledAt
  ${Else}
    StrCpy $Installed "" ; somebody has thrown its folder away
    StrCpy $InstalledAt ""
  ${EndIf}
  ${If} $Given != ""
    StrCpy $INSTDIR $Given
  ${EndIf}
  Call KeepApart
FunctionEnd

; A folder that holds other things keeps them to itself: ours is made inside it.
Function KeepApart
  ${If} $INSTDIR == $InstalledAt
    Return
  ${EndIf}
  StrCpy $0 $INSTDIR 1 -1
  ${If} $0 == "\"
    StrCpy $INSTDIR $INSTDIR -1
  ${EndIf}
  ${GetFileName} $INSTDIR $0
  ${If} $0 == "SLO Desktop" ; a folder of this name is meant for us
  ${OrIf} ${FileExists} "$INSTDIR\${PROGRAM}"
  ${OrIf} ${FileExists} "$INSTDIR\SLO Desktop.old\${PROGRAM}"
    ${IfNot} ${FileExists} "$INSTDIR\portable.flag"
      Return
    ${EndIf}
  ${EndIf}
  FindFirst $0 $1 "$INSTDIR\*"
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
    ${AndIf} $1 != "SLO Desktop.new" ; left by a setup that was switched off
    ${AndIf} $1 != "SLO Desktop.old"
      StrCpy $INSTDIR "$INSTDIR\SLO Desktop"
      ${Break}
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
FunctionEnd

Function CheckVersion
  ${If} $Installed != ""
    ${VersionCompare} $Installed ${VERSION} $0
    ${If} $0 = 1
      ${Refuse} ${NEWER_HERE} "$(NEWER)"
    ${EndIf}
  ${EndIf}
  ${If} $Everyone = 0
  ${AndIf} $EveryonesVersion != ""
    ${VersionCompare} $EveryonesVersion ${VERSION} $0
    ${If} $0 = 1
      StrCpy $Installed $EveryonesVersion
      ${Refuse} ${NEWER_HERE} "$(NEWER)"
    ${EndIf}
  ${EndIf}
FunctionEnd

; Whether there is room: for the new version beside the old one, and for its files
; while they are unpacked, which Windows keeps in its folder for temporary things.
Function CheckRoom
  StrCpy $1 $INSTDIR
  ${DoUntil} ${FileExists} "$1\*"
    ${GetParent} $1 $2
    ${If} $2 == ""
    ${OrIf} $2 == $1
      ${Refuse} ${CANNOT_WRITE_THERE} "$(CANNOT_WRITE)"
    ${EndIf}
    StrCpy $1 $2
  ${Loop}
  System::Call 'kernel32::GetVolumePathNameW(w "$1\", w .r4, i ${NSIS_MAX_STRLEN})'
  System::Call 'kernel32::GetVolumePathNameW(w "$TEMP\", w .r5, i ${NSIS_MAX_STRLEN})'
  StrCpy $RoomWhere $INSTDIR
  StrCpy $2 ${NEEDED_KB}
  ${If} $4 == $5
    IntOp $2 $2 + ${SIZE_KB}
  ${EndIf}
  Call CheckDisk
  StrCpy $RoomWhere $TEMP
  StrCpy $1 $TEMP
  StrCpy $2 ${SIZE_KB}
  Call CheckDisk
FunctionEnd

; Whether the disk of the folder $1 has $2 kilobytes left for us.
Function CheckDisk
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$1\", *l.r3, p 0, p 0)i.r4'
  ${If} $4 = 0
    Return ; a disk that does not say: then unpacking will
  ${EndIf}
  System::Int64Op $3 / 1024
  Pop $3
  System::Int64Op $3 / 1024
  Pop $RoomFree
  IntOp $RoomNeeded $2 / 1024
  IntOp $RoomNeeded $RoomNeeded + 1
  System::Int64Op $3 < $2
  Pop $4
  ${If} $4 = 1
    ${Refuse} ${TOO_LITTLE_ROOM} "$(NO_ROOM)"
  ${EndIf}
FunctionEnd

; Whether the program is open: $0 is 1 or 0.
!macro OpenFunctions UN
  Function ${UN}IsOpen
    StrCpy $2 "SLODesktop.Open"
    Call ${UN}IsMarked
    ${If} $0 = 0
      StrCpy $2 "Global\SLODesktop.Open" ; by another person of this computer
      Call ${UN}IsMarked
    ${EndIf}
    ${If} $0 = 1
      Return
    ${EndIf}
    StrCpy $2 "$INSTDIR\${PROGRAM}"
    Call ${UN}IsInUse
    ${If} $0 = 0
      StrCpy $2 "$INSTDIR\${CONSOLE}"
      Call ${UN}IsInUse
    ${EndIf}
    ${If} $0 = 0
    ${AndIf} $InstalledAt != ""
      StrCpy $2 "$InstalledAt\${PROGRAM}"
      Call ${UN}IsInUse
    ${EndIf}
  FunctionEnd

  ; Whether the mutex that $2 names is there: $0.
  Function ${UN}IsMarked
    System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w r2)p.r0 ?e'
    Pop $1
    ${If} $0 P<> 0
      System::Call 'kernel32::CloseHandle(p r0)'
      StrCpy $0 1
    ${ElseIf} $1 = 5 ; there, and not for us
      StrCpy $0 1
    ${EndIf}
  FunctionEnd

  ; Whether somebody runs the file that $2 names, in whichever session: $0.
  Function ${UN}IsInUse
    StrCpy $0 0
    ${IfNot} ${FileExists} $2
      Return
    ${EndIf}
    ; Windows lets nobody write into a program that runs.
    System::Call 'kernel32::CreateFileW(w r2, i 0x40000000, i 7, p 0, i 3, i 0, p 0)p.r1 ?e'
    Pop $3
    ${If} $1 P<> -1
      System::Call 'kernel32::CloseHandle(p r1)'
    ${ElseIf} $3 = 32 ; in use
      StrCpy $0 1
    ${EndIf}
  FunctionEnd
!macroend

!define HALF_SECONDS 120

; Wait until the program is closed, for a minute at most: $0 is 1 if it still is not.
Function WaitAMinute
  Call IsOpen
  ${For} $4 1 ${HALF_SECONDS}
    ${If} $0 = 0
      ${Break}
    ${EndIf}
    DetailPrint "$(WAITING)"
    Sleep 500
    Call IsOpen
  ${Next}
FunctionEnd

; Ask for the program to be closed until it is.
Function WaitUntilClosed
  Call IsOpen
  ${If} $IsUpdate = 1
    Call WaitAMinute
  ${EndIf}
  ${DoWhile} $0 = 1
    ${Ask} "" "$(IS_OPEN)" "$(TRY_AGAIN)" "$(CANCEL)"
    ${If} $Answer <> ${FIRST}
      Call RemoveDraft
      SetErrorLevel ${PROGRAM_OPEN}
      Quit
    ${EndIf}
    Call IsOpen
  ${Loop}
FunctionEnd
