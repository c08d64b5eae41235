; Questions and messages whose buttons speak our two languages. Windows' own message
; boxes speak only the language of Windows, so these are task dialogs.

!define FIRST 101
!define SECOND 102
!define ALLOW_ESCAPE 0x8
!define DIALOG_WIDTH 260 ; in the units of dialogs, which grow with the letters
!define TITLE_BYTES 64
; Bytes of a TASKDIALOGCONFIG, which Windows packs without gaps.
!define DIALOG_BYTES 160

!define Tell "!insertmacro Tell"
!define Ask "!insertmacro Ask"

Var DialogText
Var DialogFirst ; the words of its buttons
Var DialogSecond ; none when it is nothing
Var Answer ; FIRST or SECOND; 2 when it was Escape or the window's cross

; Say something. A silent setup says nothing.
!macro Tell UN TEXT
  ${Ask} "${UN}" "${TEXT}" "$(OK)" ""
!macroend

; Ask something. A silent setup takes the second answer.
!macro Ask UN TEXT FIRST_BUTTON SECOND_BUTTON
  StrCpy $DialogText "${TEXT}"
  StrCpy $DialogFirst "${FIRST_BUTTON}"
  StrCpy $DialogSecond "${SECOND_BUTTON}"
  Call ${UN}ShowDialog
!macroend

!macro KeepRegisters
  Push $0
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  Push $6
  Push $7
!macroend

!macro GiveRegistersBack
  Pop $7
  Pop $6
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
!macroend

!macro DialogFunction UN
  Function ${UN}ShowDialog
    StrCpy $Answer ${SECOND}
    IfSilent silent
    !insertmacro KeepRegisters
    StrCpy $1 $DialogText
    StrCpy $2 $DialogFirst
    StrCpy $3 $DialogSecond
    StrCpy $4 2
    StrCmp $3 "" 0 +2
    StrCpy $4 1
    ; Windows reads the texts from memory of their own, whatever they contain.
    System::Call '*(&w${NSIS_MAX_STRLEN} r1)p.r1'
    System::Call '*(&w${NSIS_MAX_STRLEN} r2)p.r2'
    System::Call '*(&w${NSIS_MAX_STRLEN} r3)p.r3'
    System::Call '*(&w${TITLE_BYTES} "SLO Desktop")p.r5'
    System::Call '*(i ${FIRST}, p r2, i ${SECOND}, p r3)p.r6'
    System::Call '*(i ${DIALOG_BYTES}, p $HWNDPARENT, p 0, \
      i ${ALLOW_ESCAPE}, i 0, p r5, p 0, p 0, p r1, i r4, p r6, \
      i ${FIRST}, i 0, p 0, i 0, p 0, p 0, p 0, p 0, p 0, p 0, p 0, p 0, \
      i ${DIALOG_WIDTH})p.r0'
    System::Call 'comctl32::TaskDialogIndirect(p r0, *i .r4, p 0, p 0)i.r7'
    StrCmp $7 0 0 +2
    StrCpy $Answer $4
    System::Free $0
    System::Free $6
    System::Free $5
    System::Free $3
    System::Free $2
    System::Free $1
    !insertmacro GiveRegistersBack
  silent:
  FunctionEnd
!macroend
