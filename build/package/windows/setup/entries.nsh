; What Windows knows of the program: Start menu, file types, the list of programs.

!define CLASSES "Software\Classes"
!define CHANGED_TYPES 0x08000000
!define Type "!insertmacro Type"
!define Untype "!insertmacro Untype"

!macro Type ENDING NAME TEXT
  WriteRegStr SHCTX "${CLASSES}\${ENDING}" "" "${NAME}"
  WriteRegStr SHCTX "${CLASSES}\${ENDING}\OpenWithProgids" "${NAME}" ""
  WriteRegStr SHCTX "${CLASSES}\${NAME}" "" "${TEXT}"
  WriteRegStr SHCTX "${CLASSES}\${NAME}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${CLASSES}\${NAME}\shell\open\command" "" \
    '"$INSTDIR\${PROGRAM}" "%1"'
!macroend

; Whoever has taken the ending over keeps it.
!macro Untype ENDING NAME
  ReadRegStr $0 SHCTX "${CLASSES}\${ENDING}" ""
  ${If} $0 == "${NAME}"
    DeleteRegValue SHCTX "${CLASSES}\${ENDING}" ""
  ${EndIf}
  DeleteRegValue SHCTX "${CLASSES}\${ENDING}\OpenWithProgids" "${NAME}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${ENDING}\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${ENDING}"
  DeleteRegKey SHCTX "${CLASSES}\${NAME}"
!macroend

Function Register
  ${Type} ".slobackup" "SLODesktop.Backup" "$(BACKUP_TYPE)"
  ${Type} ".sloupdate" "SLODesktop.Update" "$(UPDATE_TYPE)"
  System::Call 'shell32::SHChangeNotify(i ${CHANGED_TYPES}, i 0, p 0, p 0)'

  SetOutPath "$INSTDIR" ; where the program starts from its entry
  CreateShortcut "${LINK}" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0 \
    SW_SHOWNORMAL "" "$(ABOUT)"
  SetOutPath "$PLUGINSDIR"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "SLO Desktop"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "The SLO Desktop authors"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" \
    '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  Call LanguageSwitch
  StrCpy $0 $0 "" -2
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Language" $0
FunctionEnd

Function un.Unregister
  Delete "${LINK}"
  ${Untype} ".slobackup" "SLODesktop.Backup"
  ${Untype} ".sloupdate" "SLODesktop.Update"
  System::Call 'shell32::SHChangeNotify(i ${CHANGED_TYPES}, i 0, p 0, p 0)'
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
FunctionEnd
