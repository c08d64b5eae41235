; The new version is unpacked into a folder of its own, tried, and only then put in
; the old one's place; the old one waits beside it until that is done.

; Whether we may write into the folder: $0 is 1 or 0. Nothing is left behind.
Function Probe
  StrCpy $0 0
  ClearErrors
  CreateDirectory "$INSTDIR"
  GetTempFileName $1 "$INSTDIR"
  ${IfNot} ${Errors}
    StrCpy $0 1
    Delete $1
  ${EndIf}
  RMDir "$INSTDIR"
FunctionEnd

; Make the folder for the draft.
Function MakeDraft
  InitPluginsDir
  File "/oname=$PLUGINSDIR\list.txt" "${LIST}"
  Call Probe
  ${If} $0 = 0
    ${Refuse} ${CANNOT_WRITE_THERE} "$(CANNOT_WRITE)"
  ${EndIf}
  StrCpy $Draft "$INSTDIR\SLO Desktop.new"
  StrCpy $OldOnes "$INSTDIR\SLO Desktop.old"
  ; A setup that was switched off may have left the old version half moved.
  ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
    Call PutBack
  ${EndIf}
  RMDir /r "$Draft" ; nothing but what a setup has unpacked there
  CreateDirectory "$Draft"
FunctionEnd

Function RemoveDraft
  ${If} $Draft != ""
    SetOutPath "$TEMP"
    RMDir /r "$Draft"
    RMDir "$INSTDIR" ; only if it is empty
    StrCpy $Draft ""
  ${EndIf}
FunctionEnd

; Whether the new version starts here: something may have taken a file away, or may
; let no program start in this folder.
Function TryDraft
  DetailPrint "$(TRYING)"
  nsExec::Exec /TIMEOUT=120000 '"$Draft\${CONSOLE}" --version'
  Pop $0
  ${If} $0 != 0
  ${OrIfNot} ${FileExists} "$Draft\${PROGRAM}"
    ${Refuse} ${DOES_NOT_WORK} "$(DOES_NOT_START)"
  ${EndIf}
FunctionEnd

; Swap the versions, or leave everything as it was.
Function Replace
  Call FindPlaceForOld
  CreateDirectory "$OldOnes"
  StrCpy $9 0 ; 1 once something could not be moved
  Call MoveListedAway
  Call MoveNamesakesAway
  Call MoveDraftIn
  ${If} $9 = 1
    Call TakeDraftOut
    Call PutBack
    ${Refuse} ${PROGRAM_OPEN} "$(NOT_REPLACED)"
  ${EndIf}
  RMDir "$Draft"
  StrCpy $Draft ""
  Call RemoveOld
FunctionEnd

; A name that is free, should something be left that is not ours to remove.
Function FindPlaceForOld
  ${If} ${FileExists} "$OldOnes\*"
    Call RemoveOld
  ${EndIf}
  StrCpy $1 1
  ${DoWhile} ${FileExists} "$OldOnes\*"
    IntOp $1 $1 + 1
    StrCpy $OldOnes "$INSTDIR\SLO Desktop.old$1"
  ${Loop}
FunctionEnd

!define Move "!insertmacro Move"
!macro Move FROM TO
  ClearErrors
  Rename "${FROM}" "${TO}"
  ${If} ${Errors}
    StrCpy $9 1
  ${EndIf}
!macroend

; What the old version's list names at the top, up to the empty line.
Function MoveListedAway
  ${IfNot} ${FileExists} "$INSTDIR\installed.txt"
    Return
  ${EndIf}
  CopyFiles /SILENT "$INSTDIR\installed.txt" "$PLUGINSDIR\moving.txt"
  FileOpen $0 "$PLUGINSDIR\moving.txt" r
  ${Do}
    ClearErrors
    FileReadUTF16LE $0 $1
    ${If} ${Errors}
      ${Break}
    ${EndIf}
    Call TrimLine
    ${If} $1 == ""
    ${OrIf} $9 = 1
      ${Break}
    ${EndIf}
    System::Call 'shlwapi::StrPBrkW(w r1, w "\\/:")p.r3'
    ${If} $3 P= 0 ; a name in this folder, and no way out of it
    ${AndIf} $1 != ".."
    ${AndIf} ${FileExists} "$INSTDIR\$1"
      ${Move} "$INSTDIR\$1" "$OldOnes\$1"
    ${EndIf}
  ${Loop}
  FileClose $0
FunctionEnd

; What is in the way of the new version, though no list names it.
Function MoveNamesakesAway
  FindFirst $0 $1 "$Draft\*"
  ${DoUntil} $1 == ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
    ${AndIf} $9 = 0
    ${AndIf} ${FileExists} "$INSTDIR\$1"
      ${Move} "$INSTDIR\$1" "$OldOnes\$1"
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
FunctionEnd

Function MoveDraftIn
  FindFirst $0 $1 "$Draft\*"
  ${DoUntil} $1 == ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
    ${AndIf} $9 = 0
      ${Move} "$Draft\$1" "$INSTDIR\$1"
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
FunctionEnd

; Undo MoveDraftIn.
Function TakeDraftOut
  FileOpen $0 "$PLUGINSDIR\list.txt" r
  ${Do}
    ClearErrors
    FileReadUTF16LE $0 $1
    Call TrimLine
    ${If} ${Errors}
    ${OrIf} $1 == ""
      ${Break}
    ${EndIf}
    ${IfNot} ${FileExists} "$Draft\$1"
    ${AndIf} ${FileExists} "$INSTDIR\$1"
      Rename "$INSTDIR\$1" "$Draft\$1"
    ${EndIf}
  ${Loop}
  FileClose $0
FunctionEnd

; Move the old version back where it was.
Function PutBack
  FindFirst $0 $1 "$OldOnes\*"
  ${DoUntil} $1 == ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
      Rename "$OldOnes\$1" "$INSTDIR\$1"
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  RMDir "$OldOnes"
FunctionEnd

; The program moves: what is in its earlier folder goes, as its uninstaller knows how.
Function LeaveOtherFolder
  ${If} $InstalledAt != ""
  ${AndIf} $InstalledAt != $INSTDIR
    ExecWait '"$InstalledAt\uninstall.exe" /S _?=$InstalledAt'
    Delete "$InstalledAt\uninstall.exe"
    RMDir "$InstalledAt"
  ${EndIf}
FunctionEnd

; Delete the old version, file by file as its list says.
Function RemoveOld
  ${If} ${FileExists} "$OldOnes\installed.txt"
    CopyFiles /SILENT "$OldOnes\installed.txt" "$PLUGINSDIR\removing.txt"
  ${Else}
    CopyFiles /SILENT "$PLUGINSDIR\list.txt" "$PLUGINSDIR\removing.txt"
  ${EndIf}
  StrCpy $R0 "$PLUGINSDIR\removing.txt"
  StrCpy $R1 "$OldOnes"
  Call RemoveListed
  RMDir "$OldOnes"
FunctionEnd

!macro RemoveListedFunction UN
  ; The line in $1 without its end; $2 is used.
  Function ${UN}TrimLine
    ${Do}
      StrCpy $2 $1 1 -1
      ${If} $2 != "$\r"
      ${AndIf} $2 != "$\n"
        ${Break}
      ${EndIf}
      StrCpy $1 $1 -1
    ${Loop}
  FunctionEnd

  ; Delete in the folder $R1 what the list $R0 names: files, and folders (they end
  ; in a stroke) once they are empty. No name leads out of the folder.
  Function ${UN}RemoveListed
    FileOpen $0 "$R0" r
    ${Do}
      ClearErrors
      FileReadUTF16LE $0 $1
      ${If} ${Errors}
        ${Break}
      ${EndIf}
      Call ${UN}TrimLine
      System::Call 'shlwapi::StrStrW(w r1, w "..")p.r3'
      ${If} $1 != ""
      ${AndIf} $3 P= 0
        StrCpy $2 $1 1 -1
        ${If} $2 == "\"
          RMDir "$R1\$1"
        ${Else}
          Delete "$R1\$1"
        ${EndIf}
      ${EndIf}
    ${Loop}
    FileClose $0
  FunctionEnd
!macroend
